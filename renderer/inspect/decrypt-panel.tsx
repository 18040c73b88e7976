import { LockKeyholeOpen, ScanSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import { writeJson } from '../../shared/base/json.ts';
import type { DecryptedToken } from '../../shared/contract/jose.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { encryptionKeyOf, type KeyOrigin, noKey, withoutSecrets } from '../parts/key/key-choice.ts';
import { KeyFields } from '../parts/key/key-fields.tsx';
import { keyInWords } from '../parts/key/key-words.ts';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { FindingsList } from '../ui/findings-list.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';

const origins: readonly KeyOrigin[] = ['vault', 'text', 'file', 'secret'];

interface DecryptPanelProps {
  token: string;
  /** Shows the token that was inside. */
  onOpen: (token: string) => void;
}

/** Decrypts a JWE with a key of the user's choice, and shows what was inside. */
export function DecryptPanel({ token, onOpen }: DecryptPanelProps) {
  const client = useClient();
  const { run, pending, error, clear } = useTask();
  const [choice, setChoice] = useState(noKey);
  const [opened, setOpened] = useState<{ of: string; value: DecryptedToken } | null>(null);
  const key = encryptionKeyOf(choice);
  const decrypt = async () => {
    if (!key) return;
    setOpened(null);
    const value = await run(() => client.jose.decrypt({ token, key }));
    if (value) setOpened({ of: token, value });
  };
  // What was typed in secret goes when the page is left.
  useEffect(() => () => setChoice(withoutSecrets), []);
  const inside = opened?.of === token ? opened.value : null;
  return (
    <Panel title="Decrypt">
      {inside ? (
        <Inside decrypted={inside} onOpen={onOpen} />
      ) : (
        <EmptyState icon={<LockKeyholeOpen aria-hidden="true" />} title="Not decrypted">
          Choose the private key or the secret that the token was encrypted for. It stays with Signet.
        </EmptyState>
      )}
      <ErrorNotice error={error} />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void decrypt();
        }}
      >
        <KeyFields
          choice={choice}
          onChange={(next) => {
            clear();
            setChoice(next);
          }}
          origins={origins}
          isUsable={(entry) => entry.kind === 'key' || entry.kind === 'secret'}
        />
        <div className="row">
          <Button type="submit" variant="primary" pending={pending} disabled={!key}>
            Decrypt
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function Inside({ decrypted, onOpen }: { decrypted: DecryptedToken; onOpen: (token: string) => void }) {
  const { claims, plaintext, plaintextEncoding, nested, key, findings } = decrypted;
  return (
    <div className="stack">
      <Notice
        tone="success"
        title="Decrypted"
        actions={
          nested && plaintext !== undefined ? (
            <Button size="small" icon={<ScanSearch aria-hidden="true" />} onClick={() => onOpen(plaintext)}>
              Open the token inside
            </Button>
          ) : claims ? (
            <CopyButton label="Copy decrypted claims" text={() => writeJson(claims, 2)} />
          ) : undefined
        }
      >
        With {key.source}, {keyInWords(key)}. Encryption says nothing about who wrote it.
      </Notice>
      {claims ? <JsonView label="Decrypted claims" value={claims} /> : null}
      {plaintext === undefined ? null : (
        <CodeBlock
          wrap
          showLabel
          label={plaintextEncoding ? 'Plaintext, not UTF-8: base64url' : 'Plaintext'}
          text={plaintext}
        />
      )}
      <FindingsList findings={findings} />
    </div>
  );
}
