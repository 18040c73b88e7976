import { useSigning } from '../../state/signing.tsx';
import { localTime } from '../../ui/local-time.ts';

/** Says which expressions the token was signed with, and what they came to. */
export function ResolvedValues() {
  const { live } = useSigning();
  const values = Object.entries(live?.values ?? {});
  if (values.length === 0) {
    return (
      <p className="field-hint">
        Times may be written as <code>"now"</code>, <code>"+5m"</code>, <code>"-60s"</code>, and{' '}
        <code>jti</code> as <code>"{'{uuid}'}"</code>: they get their values when the token is signed.
      </p>
    );
  }
  return (
    <p className="field-hint">
      When the token was signed:{' '}
      {values.map(([name, value], index) => (
        <span key={name}>
          {index > 0 ? ', ' : ''}
          <code>{name}</code> {value}
          {typeof value === 'number' ? ` (${localTime(value)})` : ''}
        </span>
      ))}
    </p>
  );
}
