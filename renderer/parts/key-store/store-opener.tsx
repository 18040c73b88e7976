import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { StorePassword } from './store-password.tsx';
import type { KeyStoreOpener } from './use-key-store.ts';

/** Takes a key store or certificate by file, by drop or by paste, and its password. */
export function StoreOpener({ opener }: { opener: KeyStoreOpener }) {
  const [text, setText] = useState('');
  const { task, locked } = opener;
  // Asking for a password is not a failure to be reported.
  const asking = task.error?.code === 'password-needed';
  return (
    <div className="stack">
      <DropZone action="Open file" pending={task.pending} onFile={opener.openFile}>
        {opener.store ? (
          <>
            <strong className="break">{opener.store.name}</strong> is open. Drop another file to replace it.
          </>
        ) : (
          'Drop a key store or certificate: PKCS#12, JKS, JCEKS, PEM, DER, JWK, PKCS#7. What it is shows in its bytes.'
        )}
      </DropZone>
      <Disclosure title="Paste instead">
        <TextArea
          label="Pasted text"
          value={text}
          onChange={setText}
          rows={5}
          placeholder={'-----BEGIN CERTIFICATE-----\nMIIC…'}
          hint="PEM, JWK, JWKS, or base64 of DER. Text around it, indentation and \n do no harm."
        />
        <div>
          <Button
            pending={task.pending}
            disabled={text.trim() === ''}
            onClick={() => {
              opener.openText(text);
              // It may hold a private key: the window keeps it no longer than it must.
              setText('');
            }}
          >
            Read pasted text
          </Button>
        </div>
      </Disclosure>
      {task.progress ? (
        <TaskProgress label="Reading the file" progress={task.progress} onCancel={task.cancel} />
      ) : null}
      {locked === null ? null : <StorePassword key={locked} name={locked} opener={opener} />}
      {asking ? null : <ErrorNotice error={task.error} />}
    </div>
  );
}
