import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useVault } from '../../state/vault.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { readAsBase64 } from '../../ui/read-file.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import './key-fields.css';
import { type KeyChoice, type KeyOrigin, withoutSecrets } from './key-choice.ts';
import { keyInWords } from './key-words.ts';
import { RemoteKeyFields } from './remote-key-fields.tsx';
import { TrustFields } from './trust-fields.tsx';

interface KeyFieldsProps {
  choice: KeyChoice;
  onChange: (choice: KeyChoice) => void;
  /** The origins to choose from. */
  origins: readonly KeyOrigin[];
  /** The vault entries to choose from. */
  isUsable: (entry: VaultEntry) => boolean;
}

const words: Readonly<Record<KeyOrigin, string>> = {
  none: 'Choose…',
  vault: 'A key of the vault',
  text: 'A pasted key or certificate',
  file: 'A file',
  secret: 'A shared secret',
  jwks: 'A JWK set, fetched',
  issuer: 'An issuer’s keys, fetched',
  x5c: 'The token’s own certificate (x5c)',
};

/** Where a key comes from, and the fields that this takes. */
export function KeyFields({ choice, onChange, origins, isUsable }: KeyFieldsProps) {
  return (
    <>
      <Select
        label="Key source"
        value={choice.from}
        choices={['none' as const, ...origins].map((value) => ({ value, label: words[value] }))}
        onChange={(from) => onChange({ ...withoutSecrets(choice), from })}
      />
      <OriginFields choice={choice} onChange={onChange} isUsable={isUsable} />
    </>
  );
}

function OriginFields({ choice, onChange, isUsable }: Omit<KeyFieldsProps, 'origins'>) {
  const { entries } = useVault();
  const set = (change: Partial<KeyChoice>) => onChange({ ...choice, ...change });
  switch (choice.from) {
    case 'none':
      return null;
    case 'vault': {
      const usable = entries.filter(isUsable);
      return (
        <Select
          label="Vault key"
          value={choice.entry}
          choices={[
            { value: '', label: usable.length === 0 ? 'The vault holds no such key' : 'Choose a key' },
            ...usable.map((entry) => ({
              value: entry.id,
              label: `${entry.name} · ${keyInWords(entry.key)}`,
            })),
          ]}
          onChange={(entry) => set({ entry })}
        />
      );
    }
    case 'text':
      return (
        <>
          <TextArea
            label="Key or certificate"
            value={choice.text}
            rows={6}
            placeholder={'-----BEGIN CERTIFICATE-----\nor {"kty": …}'}
            hint="PEM, JWK, JWKS or an X.509 certificate. The public half is enough to verify."
            onChange={(text) => set({ text })}
          />
          {/ENCRYPTED/.test(choice.text) ? <PasswordField choice={choice} onChange={set} /> : null}
        </>
      );
    case 'file':
      return (
        <>
          <DropZone
            action="Open key file"
            onFile={(file) =>
              void readAsBase64(file).then((base64) => set({ file: { name: file.name, base64 } }))
            }
          >
            {choice.file ? (
              <strong className="break">{choice.file.name}</strong>
            ) : (
              'Drop a key, certificate or key store'
            )}
          </DropZone>
          <PasswordField choice={choice} onChange={set} />
        </>
      );
    case 'secret':
      return (
        <div className="fields-row">
          <TextField
            label="Shared secret"
            type="password"
            value={choice.secret}
            onChange={(secret) => set({ secret })}
          />
          <Select
            label="Secret encoding"
            value={choice.encoding}
            choices={[
              { value: 'text', label: 'Text, as typed' },
              { value: 'base64url', label: 'base64url' },
              { value: 'hex', label: 'Hex' },
            ]}
            onChange={(encoding) => set({ encoding })}
          />
        </div>
      );
    case 'jwks':
    case 'issuer':
      return <RemoteKeyFields choice={choice} onChange={set} />;
    case 'x5c':
      return <TrustFields trust={choice.trust} onChange={(trust) => set({ trust })} />;
  }
}

function PasswordField({
  choice,
  onChange,
}: {
  choice: KeyChoice;
  onChange: (change: Partial<KeyChoice>) => void;
}) {
  return (
    <TextField
      label="File password"
      type="password"
      value={choice.password}
      hint="If it needs one."
      onChange={(password) => onChange({ password })}
    />
  );
}
