import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { type HeaderAddition, headerAdditions, useSigning } from '../../app-state/signing.tsx';

/** Header members that Signet fills in from the key and its certificate, so that nobody has to compute thumbprints. */
export function HeaderAdditions({ entry }: { entry: VaultEntry | undefined }) {
  const { add, setAdd } = useSigning();
  if (!entry) return null;
  const possible = headerAdditions.filter((name) =>
    name === 'kid'
      ? entry.key?.thumbprint !== undefined || entry.key?.kid !== undefined
      : entry.chain.length > 0,
  );
  if (possible.length === 0) return null;
  const toggle = (name: HeaderAddition) =>
    setAdd(add.includes(name) ? add.filter((each) => each !== name) : [...add, name]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row with its buttons.
    <div className="header-additions" role="group" aria-label="Add from the key">
      <span className="faint small">Add from key</span>
      {possible.map((name) => (
        <button
          key={name}
          type="button"
          className="chip"
          aria-pressed={add.includes(name)}
          onClick={() => toggle(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
