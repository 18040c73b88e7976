import { useVault } from '../../app-state/vault.tsx';
import { keyInWords } from '../../parts/key-words.ts';
import { DropZone } from '../../ui/drop-zone.tsx';
import { readAsBase64 } from '../../ui/read-file.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { KeyChoice } from './verify-input.ts';

interface KeyFieldsProps {
  choice: KeyChoice;
  onChange: (choice: KeyChoice) => void;
}

/** The fields of the chosen key source. */
export function KeyFields({ choice, onChange }: KeyFieldsProps) {
  const { entries } = useVault();
  const set = (change: Partial<KeyChoice>) => onChange({ ...choice, ...change });
  switch (choice.from) {
    case 'none':
      return null;
    case 'vault': {
      const usable = entries.filter((entry) => entry.kind !== 'client-secret');
      return (
        <Select
          label="Vault key"
          value={choice.entry}
          choices={[
            { value: '', label: usable.length === 0 ? 'The vault holds no key' : 'Choose a key' },
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
        <TextArea
          label="Key or certificate"
          value={choice.text}
          rows={6}
          placeholder={'-----BEGIN CERTIFICATE-----\nor {"kty": …}'}
          hint="PEM, JWK, JWKS or an X.509 certificate. The public half is enough."
          onChange={(text) => set({ text })}
        />
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
          <TextField
            label="File password"
            type="password"
            value={choice.password}
            hint="If it needs one."
            onChange={(password) => set({ password })}
          />
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
  }
}
