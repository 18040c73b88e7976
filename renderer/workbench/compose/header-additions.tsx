import type { JsonValue } from '../../../shared/base/json.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import type { DerivedParameter } from '../../../shared/jwt/fix.ts';
import { derivableParameters } from '../../state/choose-server.ts';
import { useSigning } from '../../state/signing.tsx';
import { toggleDerived } from '../../state/use-signing-key.ts';
import { useWorkspace } from '../../state/workspace.tsx';

/** Header parameters that Signet fills in from the key and its certificate, so that nobody has to compute thumbprints. */
export function HeaderAdditions({ entry }: { entry: VaultEntry | undefined }) {
  const { draft, setDraft } = useWorkspace();
  const { live } = useSigning();
  const added = draft.add ?? [];
  const possible = entry ? derivableParameters(entry) : [];
  if (possible.length === 0) return null;
  const header = live?.signed.header ?? {};
  return (
    <div className="header-additions">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row with its buttons. */}
      <div className="chips" role="group" aria-label="Fill in from the key">
        <span className="faint small">Fill in from the key</span>
        {possible.map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={added.includes(name)}
            onClick={() => setDraft((before) => toggleDerived(before, name))}
          >
            {name}
          </button>
        ))}
      </div>
      {added.length > 0 ? (
        <dl className="derived">
          {added.map((name) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono break">{inShort(name, header[name])}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}

function inShort(name: DerivedParameter, value: JsonValue | undefined): string {
  if (name === 'x5c' && Array.isArray(value)) {
    return value.length === 1 ? 'the certificate' : `${value.length} certificates, the key’s own first`;
  }
  return typeof value === 'string' ? value : 'comes with the next signature';
}
