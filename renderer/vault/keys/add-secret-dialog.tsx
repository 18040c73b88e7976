import { useState } from 'react';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { freeName } from '../../parts/free-name.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface AddSecretDialogProps {
  open: boolean;
  onClose: () => void;
  onDone: (entry: string) => void;
}

/** Keeps a secret that the user has: one to sign with, or a client's. */
export function AddSecretDialog({ open, onClose, onDone }: AddSecretDialogProps) {
  return (
    <Dialog
      title="Add secret"
      description="It goes into the vault and is never shown again."
      open={open}
      onClose={onClose}
    >
      <SecretFields onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function SecretFields({ onClose, onDone }: Omit<AddSecretDialogProps, 'open'>) {
  const client = useClient();
  const { entries, refresh } = useVault();
  const task = useTask();
  const [name, setName] = useState(() => freeName('my-secret', entries));
  const [kind, setKind] = useState<'secret' | 'client-secret'>('secret');
  const [secret, setSecret] = useState('');
  const [encoding, setEncoding] = useState<'text' | 'base64url' | 'hex'>('text');

  const add = async () => {
    if (secret === '' || name.trim() === '') return;
    const entry = await task.run(() => client.vault.addSecret({ name: name.trim(), kind, secret, encoding }));
    setSecret('');
    if (!entry) return;
    await refresh();
    onDone(entry.id);
  };
  const enter = () => void add();
  return (
    <>
      <div className="fields-row">
        <TextField label="Name" value={name} onChange={setName} onEnter={enter} autoFocus />
        <Select
          label="Use"
          value={kind}
          choices={[
            { value: 'secret', label: 'To sign with (HMAC)' },
            { value: 'client-secret', label: 'Client secret' },
          ]}
          onChange={setKind}
        />
      </div>
      <div className="fields-row">
        <PasswordField label="Secret" isNew value={secret} onChange={setSecret} onEnter={enter} />
        <Select
          label="Secret encoding"
          value={encoding}
          choices={[
            { value: 'text', label: 'Text, as typed' },
            { value: 'base64url', label: 'base64url' },
            { value: 'hex', label: 'Hex' },
          ]}
          onChange={setEncoding}
        />
      </div>
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="primary"
          pending={task.pending}
          disabled={secret === '' || name.trim() === ''}
          onClick={enter}
        >
          Keep secret
        </Button>
      </div>
    </>
  );
}
