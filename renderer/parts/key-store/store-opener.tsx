import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { StorePassword } from './store-password.tsx';
import type { KeyStoreOpener } from './use-key-store.ts';

/** Takes a key store or certificate by file, by drop or by paste, and its password. */
export function StoreOpener({ opener }: { opener: KeyStoreOpener }) {
  const [text, setText] = useState('');
  const { task, locked, doubted, store } = opener;
  // Asking for a password, or about a store that was changed, is not a failure to be reported.
  const asking = task.error?.code === 'password-needed' || doubted !== null;
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
      {store?.integrity === 'bad' ? (
        <Notice tone="danger" title={`${store.name} was changed without its password`}>
          You opened it although its integrity check failed: anything in it can be someone else’s.
        </Notice>
      ) : null}
      <ConfirmDialog
        title={`Open ${doubted?.name ?? 'the file'} although it was changed?`}
        open={doubted !== null}
        action="Open anyway"
        onConfirm={() => doubted?.openAnyway()}
        onClose={() => doubted?.leave()}
      >
        The store’s integrity check failed. The password is right, but the file was changed after it was
        written, by someone who didn’t have the password. Keys and certificates in it can be someone else’s.
        If you can, get the file from its source again.
      </ConfirmDialog>
    </div>
  );
}
