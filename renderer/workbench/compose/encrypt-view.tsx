import { LockKeyhole, ScanSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { encryptionKeyOf, type KeyOrigin, noKey, withoutSecrets } from '../../parts/key/key-choice.ts';
import { KeyFields } from '../../parts/key/key-fields.tsx';
import { useAlgorithms } from '../../parts/key/use-algorithms.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TokenText } from '../../ui/token-text.tsx';
import { encryptionChoices, keyManagementChoices } from './encryption-choices.ts';

const origins: readonly KeyOrigin[] = ['vault', 'text', 'file', 'secret'];

/** Encrypts the signed token for a recipient: a nested token (RFC 7519 appendix A.2). */
export function EncryptView({ token }: { token: string }) {
  const client = useClient();
  const { entries } = useVault();
  const { ask } = useNavigation();
  const { run, pending, error, clear } = useTask();
  const algorithms = useAlgorithms();
  const [choice, setChoice] = useState(noKey);
  const [wanted, setWanted] = useState({ alg: '', enc: '' });
  const [encrypted, setEncrypted] = useState<{ readonly of: string; readonly token: string } | null>(null);
  // What was typed in secret goes when the view is left.
  useEffect(() => () => setChoice(withoutSecrets), []);

  const encs = encryptionChoices(algorithms);
  const enc = encs.includes(wanted.enc) ? wanted.enc : (encs[0] ?? '');
  const recipient = choice.from === 'vault' ? entries.find(({ id }) => id === choice.entry) : undefined;
  const algs = keyManagementChoices(algorithms, choice.from, recipient?.key, enc);
  const alg = algs.includes(wanted.alg) ? wanted.alg : (algs[0] ?? '');
  const key = encryptionKeyOf(choice);
  // Signed or chosen anew, what was encrypted before is not what stands here.
  const of = JSON.stringify([token, choice, alg, enc]);
  const encrypt = async () => {
    if (!key) return;
    const made = await run(() =>
      client.jose.encrypt({ header: JSON.stringify({ alg, enc }), plaintext: token, key }),
    );
    if (made) setEncrypted({ of, token: made.token });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void encrypt();
      }}
    >
      <p className="quiet">
        Encrypts the signed token for the one who holds the recipient’s key: a token inside a token.
      </p>
      <KeyFields
        choice={choice}
        onChange={(next) => {
          clear();
          setChoice(next);
        }}
        origins={origins}
        isUsable={(entry) => entry.kind !== 'client-secret'}
      />
      <div className="fields-row">
        <Select
          label="Key management (alg)"
          value={alg}
          choices={algs.map((value) => ({ value, label: value }))}
          onChange={(next) => setWanted({ ...wanted, alg: next })}
          problem={algs.length === 0 ? 'this key cannot be encrypted for' : undefined}
        />
        <Select
          label="Content encryption (enc)"
          value={enc}
          choices={encs.map((value) => ({ value, label: value }))}
          onChange={(next) => setWanted({ ...wanted, enc: next })}
        />
      </div>
      <div className="row">
        <Button
          type="submit"
          variant="primary"
          icon={<LockKeyhole aria-hidden="true" />}
          pending={pending}
          disabled={!key || alg === '' || enc === ''}
        >
          Encrypt
        </Button>
      </div>
      <ErrorNotice error={error} />
      {encrypted?.of === of ? (
        <>
          <TokenText label="Encrypted token" token={encrypted.token} />
          <div className="row">
            <CopyButton words label="Copy encrypted token" text={encrypted.token} />
            <Button
              size="small"
              icon={<ScanSearch aria-hidden="true" />}
              onClick={() => ask({ kind: 'inspect-token', token: encrypted.token })}
            >
              Inspect encrypted token
            </Button>
          </div>
        </>
      ) : null}
    </form>
  );
}
