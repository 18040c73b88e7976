import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { jwsAlgorithms } from '../../../shared/jwt/algorithms.ts';
import { readObject, setMember } from '../../state/edit-json.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Select } from '../../ui/select.tsx';

/** The header's `alg`, of those that the key can sign with. */
export function AlgorithmSelect({ entry }: { entry: VaultEntry | undefined }) {
  const { draft, setDraft } = useWorkspace();
  const stated = readObject(draft.header)?.alg;
  const current = typeof stated === 'string' ? stated : '';
  const fitting = entry?.algorithms ?? Object.keys(jwsAlgorithms);
  const choices = fitting.map((name) => ({ value: name, label: name }));
  const unfit = !fitting.includes(current);
  return (
    <Select
      label="Algorithm"
      value={current}
      choices={
        unfit
          ? [
              { value: current, label: current === '' ? 'Choose' : `${current} (not with this key)` },
              ...choices,
            ]
          : choices
      }
      onChange={(alg) => setDraft((before) => ({ ...before, header: setMember(before.header, 'alg', alg) }))}
    />
  );
}
