import { useMemo, useState } from 'react';
import type { JsonValue } from '../../shared/base/json.ts';
import { compareTokens, type MemberChange } from '../../shared/jwt/compare-tokens.ts';
import type { DecodedToken } from '../../shared/jwt/decode-token.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { TokenInput } from '../ui/token-input.tsx';
import { useReadText } from './use-read-text.ts';

const words: Readonly<Record<MemberChange['change'], { readonly tone: Tone; readonly words: string }>> = {
  same: { tone: 'neutral', words: 'same' },
  changed: { tone: 'warning', words: 'different' },
  removed: { tone: 'info', words: 'only in this' },
  added: { tone: 'accent', words: 'only in the other' },
};

interface ComparePanelProps {
  left: DecodedToken;
  /** The other token, or a text that holds it. */
  text: string;
  onChange: (text: string) => void;
  onClose: () => void;
}

/** What another token says differently, member by member. */
export function ComparePanel({ left, text, onChange, onClose }: ComparePanelProps) {
  const read = useReadText(text);
  const other = read?.[0];
  return (
    <Panel
      title="Compare"
      actions={
        <Button size="small" variant="quiet" onClick={onClose}>
          Close
        </Button>
      }
    >
      <TokenInput
        label="Token to compare with"
        value={text}
        onChange={onChange}
        placeholder="Paste the other token: the one of yesterday, or the one that works."
      />
      <ErrorNotice error={other?.error} />
      {other?.decoded ? <Changes left={left} right={other.decoded} /> : null}
    </Panel>
  );
}

const most = { changes: 300, characters: 200 };

function Changes({ left, right }: { left: DecodedToken; right: DecodedToken }) {
  const [all, setAll] = useState(false);
  const changes = useMemo(() => compareTokens(left, right), [left, right]);
  const different = changes.filter((each) => each.change !== 'same');
  const shown = (all ? changes : different).slice(0, most.changes);
  return (
    <>
      <div className="row row-apart">
        <strong>{inWords(different.length)}</strong>
        <Checkbox label="Show what is the same" checked={all} onChange={setAll} />
      </div>
      {shown.length > 0 ? (
        <table className="changes">
          <thead>
            <tr>
              <th scope="col">Member</th>
              <th scope="col">This token</th>
              <th scope="col">The other</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ path, change, left: before, right: after }) => (
              <tr key={path}>
                <th scope="row">
                  <code className="break">{path}</code>{' '}
                  <Badge tone={words[change].tone}>{words[change].words}</Badge>
                </th>
                <td className="mono break">{inShort(before)}</td>
                <td className="mono break">{inShort(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

function inWords(count: number): string {
  if (count === 0) return 'Header and payload say the same';
  return `${count} ${count === 1 ? 'difference' : 'differences'}`;
}

function inShort(value: JsonValue | undefined): string {
  if (value === undefined) return '–';
  const text = JSON.stringify(value);
  return text.length > most.characters ? `${text.slice(0, most.characters)}…` : text;
}
