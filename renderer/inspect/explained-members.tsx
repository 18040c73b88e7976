import { useMemo } from 'react';
import { readChildren } from '../../shared/base/edit-json.ts';
import { type JsonObject, type JsonValue, writeJson } from '../../shared/base/json.ts';
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
  const entries = useMemo(() => readChildren(writeJson(members)), [members]);
  return (
    <>
      <dl className="explained" aria-label={label}>
        {entries.slice(0, most.members).map(({ name: key, raw }, index) => {
          const name = String(key);
          const value = members[name] ?? null;
          const known = explain(name);
          const seconds = known?.kind === 'numeric-date' ? numericDate(value) : undefined;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand twice, and the list is read from one text
            <div key={index} className="explained-member">
              <dt>
                <code className="break">{name}</code>
                {known ? <span className="explained-title">{known.title}</span> : null}
              </dt>
              <dd>
                <span className="mono break">{inShort(value, raw)}</span>
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

/** Numbers with the digits that they were written with. */
function inShort(value: JsonValue, raw: string): string {
  const text = typeof value === 'string' && raw === JSON.stringify(value) ? value : raw;
  return text.length > most.characters ? `${text.slice(0, most.characters)}…` : text;
}
