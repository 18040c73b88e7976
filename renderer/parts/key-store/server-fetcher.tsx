import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { distrustInWords } from '../certificate/distrust-words.ts';
import type { KeyStoreOpener } from './use-key-store.ts';

/** Takes the certificates that a TLS server shows, trusted or not. Nothing is asked of it before the button is pressed. */
export function ServerFetcher({ opener }: { opener: KeyStoreOpener }) {
  const [server, setServer] = useState('');
  const { fetching, fetched } = opener;
  const run = () => {
    if (server.trim() !== '') void opener.fetchServer(server.trim());
  };
  return (
    <div className="stack">
      <div className="row export-choices">
        <div className="grow">
          <TextField
            label="TLS server"
            mono
            value={server}
            onChange={setServer}
            onEnter={run}
            placeholder="localhost:9443"
          />
        </div>
        <Button pending={fetching.pending} disabled={server.trim() === ''} onClick={run}>
          Fetch certificates
        </Button>
        {fetching.pending ? <Button onClick={fetching.cancel}>Cancel</Button> : null}
      </div>
      <ErrorNotice error={fetching.error} />
      {fetched ? (
        <Notice
          tone={fetched.trusted ? 'success' : 'warning'}
          title={`${fetched.host}:${fetched.port} ${fetched.trusted ? 'is trusted by this machine' : 'is not trusted by this machine'}`}
        >
          {fetched.trusted ? null : `${distrustInWords(fetched.reason)} `}
          {fetched.protocol === null ? null : `It speaks ${fetched.protocol}.`}
        </Notice>
      ) : null}
    </div>
  );
}
