import type { JsonObject, JsonValue } from '../../shared/base/json.ts';
import type { KnownMember } from '../../shared/jwt/claim-names.ts';
import { numericDate } from '../../shared/jwt/claim-types.ts';
import { sentence } from '../ui/sentence.ts';
import { TimeText } from '../ui/time-text.tsx';
import { useNow } from '../ui/use-now.ts';

interface ExplainedMembersProps {
  label: string;
  members: JsonObject;
  explain: (name: string) => KnownMember | undefined;
}

const most = { members: 500, characters: 300 };

/** Every member with its value, what it means, and the document that says so; times in three ways. */
export function ExplainedMembers({ label, members, explain }: ExplainedMembersProps) {
  const now = useNow();
  const entries = Object.entries(members);
  return (
    <>
      <dl className="explained" aria-label={label}>
        {entries.slice(0, most.members).map(([name, value]) => {
          const known = explain(name);
          const seconds = known?.kind === 'numeric-date' ? numericDate(value) : undefined;
          return (
            <div key={name} className="explained-member">
              <dt>
                <code className="break">{name}</code>
                {known ? <span className="explained-title">{known.title}</span> : null}
              </dt>
              <dd>
                <span className="mono break">{inShort(value)}</span>
                {seconds === undefined ? null : <TimeText seconds={seconds} now={now} />}
                <span className="faint small">
                  {known ? `${sentence(known.meaning)} · ${known.reference}` : 'of the issuer’s own'}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
      {entries.length > most.members ? (
        <p className="field-hint">
          {(entries.length - most.members).toLocaleString('en')} more are in the JSON.
        </p>
      ) : null}
    </>
  );
}

function inShort(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > most.characters ? `${text.slice(0, most.characters)}…` : text;
}
