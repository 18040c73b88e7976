import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { KeyStoreOpener } from './use-key-store.ts';

/** Asks for the password of a file that is open in part, or not yet. */
export function StorePassword({ name, opener }: { name: string; opener: KeyStoreOpener }) {
  const [password, setPassword] = useState('');
  const unlock = () => {
    void opener.unlock(password);
    setPassword('');
  };
  return (
    <div className="row store-password">
      <div className="grow">
        <TextField
          label={`Password of ${name}`}
          type="password"
          value={password}
          onChange={setPassword}
          onEnter={unlock}
          hint={
            opener.store?.name === name
              ? 'Some of it can be shown without; keys need the password.'
              : 'Nothing of it can be read without.'
          }
        />
      </div>
      <Button pending={opener.task.pending} onClick={unlock}>
        Unlock file
      </Button>
    </div>
  );
}
