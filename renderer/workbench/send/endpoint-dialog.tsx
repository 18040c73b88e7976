import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface EndpointDialogProps {
  question: 'introspection' | 'revocation';
  onEndpoint: (endpoint: string) => void;
  onClose: () => void;
}

const words = {
  introspection: { title: 'Introspect', action: 'Introspect', example: 'https://server/oauth2/introspect' },
  revocation: { title: 'Revoke', action: 'Revoke', example: 'https://server/oauth2/revoke' },
} as const;

/** Asks for the address of an endpoint that belongs to the server and is not known yet. */
export function EndpointDialog({ question, onEndpoint, onClose }: EndpointDialogProps) {
  const [endpoint, setEndpoint] = useState('');
  const { title, action, example } = words[question];
  const isUrl = /^https?:\/\/\S/i.test(endpoint.trim());
  const done = () => {
    if (!isUrl) return;
    onClose();
    onEndpoint(endpoint.trim());
  };
  return (
    <Dialog
      open
      title={title}
      description="The address is kept with the draft. “Look up” beside the token endpoint finds it, where the server describes itself."
      onClose={onClose}
      onSubmit={done}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!isUrl}>
            {action}
          </Button>
        </>
      }
    >
      <TextField
        label={`Address of the ${question} endpoint`}
        mono
        type="url"
        autoFocus
        value={endpoint}
        placeholder={example}
        onChange={setEndpoint}
      />
    </Dialog>
  );
}
