import { readObject, setMember } from '../../../shared/base/edit-json.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { jwsAlgorithms } from '../../../shared/jwt/algorithms.ts';
import { useServerOf } from '../../state/servers.tsx';
import { useSigningKey } from '../../state/use-signing-key.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Select } from '../../ui/select.tsx';
import { ClaimsEditor } from './claims-editor.tsx';
import './compose.css';
import { FillIn } from './fill-in.tsx';
import { HeaderEditor } from './header-editor.tsx';
import { KeySelect } from './key-select.tsx';
import { ServerGuide } from './server-guide.tsx';
import { ServerSelect } from './server-select.tsx';

/** For which server an assertion is written, and with which key it is signed. */
export function SigningChoices() {
  const key = useSigningKey();
  return (
    <>
      <ServerSelect />
      <KeySelect entry={key.entry} gone={key.gone} keys={key.keys} onChoose={key.choose} />
      <AlgorithmSelect entry={key.entry} />
    </>
  );
}

/** Where an assertion is written: what it says, and what the server asks for. */
export function AssertionEditor() {
  const { draft } = useWorkspace();
  const key = useSigningKey();
  const server = useServerOf(draft);
  return (
    <div className="assertion">
      {server ? <FillIn key={server.name} server={server} /> : null}
      <HeaderEditor entry={key.entry} />
      <ClaimsEditor />
      {server ? <ServerGuide server={server} /> : null}
    </div>
  );
}

/** The header's `alg`, of those that the key can sign with. */
function AlgorithmSelect({ entry }: { entry: VaultEntry | undefined }) {
  const { draft, setDraft } = useWorkspace();
  const stated = readObject(draft.header)?.alg;
  const current = typeof stated === 'string' ? stated : '';
  const fitting = entry?.algorithms ?? Object.keys(jwsAlgorithms);
  const choices = fitting.map((name) => ({ value: name, label: name }));
  const unfit = !fitting.includes(current);
  return (
    <Select
      label="Algorithm"
      labelHidden
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
