import { useVault } from '../../state/vault.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import type { KeyChoice } from './key-choice.ts';

interface TrustFieldsProps {
  trust: KeyChoice['trust'];
  onChange: (trust: KeyChoice['trust']) => void;
}

/** What may vouch for the certificate that a token brings along. Without a yes here nothing does. */
export function TrustFields({ trust, onChange }: TrustFieldsProps) {
  const { entries } = useVault();
  const certificates = entries.filter((entry) => entry.chain.length > 0);
  const toggle = (id: string, yes: boolean) =>
    onChange({
      ...trust,
      entries: yes ? [...trust.entries, id] : trust.entries.filter((each) => each !== id),
    });
  return (
    <fieldset className="trust">
      <legend className="field-label">Trusted to vouch for it</legend>
      <Checkbox
        label="The certificate authorities of this machine"
        checked={trust.system}
        onChange={(system) => onChange({ ...trust, system })}
      />
      {certificates.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={`${name}, of the vault`}
          checked={trust.entries.includes(id)}
          onChange={(yes) => toggle(id, yes)}
        />
      ))}
      <TextArea
        label="Certificates, pasted"
        value={trust.text}
        rows={3}
        placeholder="-----BEGIN CERTIFICATE-----"
        onChange={(text) => onChange({ ...trust, text })}
      />
    </fieldset>
  );
}
