import { keyInWords } from '../../parts/key/key-words.ts';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Select } from '../../ui/select.tsx';

const off = 'off';
const ownKey = 'own';

/** Binds the token to a key, which proves itself with each request (RFC 9449). */
export function DpopFields() {
  const { entries } = useVault();
  const { draft, setDraft } = useWorkspace();
  const { dpop } = draft;
  const keys = entries.filter((entry) => entry.algorithms.length > 0 && entry.key?.type !== 'oct');
  const value = dpop === undefined ? off : (keys.find((entry) => entry.id === dpop.key)?.id ?? ownKey);
  const choose = (next: string) =>
    setDraft(({ dpop: _before, ...draftBefore }) => {
      if (next === off) return draftBefore;
      return { ...draftBefore, dpop: next === ownKey ? {} : { key: next } };
    });
  return (
    <Disclosure title="DPoP" note={dpop === undefined ? 'off' : 'on'}>
      <Select
        label="Bind the token to"
        value={value}
        choices={[
          { value: off, label: 'nothing: a plain bearer token' },
          { value: ownKey, label: 'a key that Signet makes, and forgets when it ends' },
          ...keys.map((entry) => ({ value: entry.id, label: `${entry.name} · ${keyInWords(entry.key)}` })),
        ]}
        hint="Each request then carries a proof of the key (RFC 9449); a nonce that the server asks for is sent at once."
        onChange={choose}
      />
    </Disclosure>
  );
}
