import { useSigning } from '../../app-state/signing.tsx';
import { localTime } from '../../ui/local-time.ts';

/** Says which time expressions the token was signed with, and what they came to. */
export function ResolvedTimes() {
  const { live } = useSigning();
  const times = Object.entries(live?.times ?? {});
  if (times.length === 0) {
    return (
      <p className="field-hint">
        <code>exp</code>, <code>nbf</code> and <code>iat</code> may be written as <code>"now"</code>,{' '}
        <code>"+5m"</code>, <code>"-60s"</code>: they become numbers when the token is signed.
      </p>
    );
  }
  return (
    <p className="field-hint">
      Became numbers when the token was signed:{' '}
      {times.map(([name, seconds], index) => (
        <span key={name}>
          {index > 0 ? ', ' : ''}
          <code>{name}</code> {seconds} ({localTime(seconds)})
        </span>
      ))}
    </p>
  );
}
