import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type ResourceCall, resourceMethods } from './resource-call.ts';
import './send.css';

interface CallResourceDialogProps {
  accessToken: string;
  /** Where to start from. */
  url?: string;
  onCall: (call: ResourceCall) => void;
  onClose: () => void;
}

/** Calls a protected resource with a token, to see whether it opens what it should. */
export function CallResourceDialog({
  accessToken,
  url: start = '',
  onCall,
  onClose,
}: CallResourceDialogProps) {
  const [method, setMethod] = useState<ResourceCall['method']>('GET');
  const [url, setUrl] = useState(start);
  const [headers, setHeaders] = useState<[string, string][]>([]);
  const [body, setBody] = useState('');
  const isUrl = /^https?:\/\/\S/i.test(url.trim());
  const call = () => {
    if (!isUrl) return;
    const named = headers.filter(([name]) => name.trim() !== '');
    onClose();
    onCall({
      url: url.trim(),
      method,
      accessToken,
      ...(named.length > 0 ? { headers: named } : {}),
      ...(method === 'GET' || body === '' ? {} : { body }),
    });
  };
  return (
    <Dialog
      open
      title="Call an API"
      description="The token goes along in the Authorization header."
      width="wide"
      onClose={onClose}
      onSubmit={call}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!isUrl}>
            Call
          </Button>
        </>
      }
    >
      <div className="resource-row">
        <Select
          label="Method"
          value={method}
          choices={resourceMethods.map((each) => ({ value: each, label: each }))}
          onChange={setMethod}
        />
        <TextField
          label="Address"
          mono
          type="url"
          autoFocus
          value={url}
          placeholder="https://api.example/v1/me"
          onChange={setUrl}
        />
      </div>
      {method === 'GET' ? null : <TextArea label="Body" value={body} onChange={setBody} />}
      <Disclosure title="Header fields" note={headers.length === 0 ? 'none' : String(headers.length)}>
        <PairsEditor noun="header field" pairs={headers} onChange={setHeaders} />
      </Disclosure>
    </Dialog>
  );
}
