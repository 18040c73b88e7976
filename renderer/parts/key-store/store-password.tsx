import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
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
        <PasswordField
          label={`Password of ${name}`}
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
