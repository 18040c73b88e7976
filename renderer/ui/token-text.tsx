import { longFrom } from './cut-lines.ts';
import { LongText } from './long-text.tsx';
import { ScrollBox } from './scroll-box.tsx';
import { type PartName, tokenParts } from './token-parts.ts';
import './token-text.css';

const words: Record<PartName, string> = {
  header: 'header',
  claims: 'claims',
  signature: 'signature',
  other: 'part',
};

/** A stretch of a token that stands for something. */
export interface TokenSpan {
  readonly name: string;
  /** The first character, and the one after the last, counted from the token's start. */
  readonly from: number;
  readonly to: number;
}

interface TokenTextProps {
  token: string;
  label?: string;
  /** In order, each within one part. */
  spans?: readonly TokenSpan[];
  /** The name of the span that is lit up. */
  lit?: string | null;
  /** The pointer came to a span, or left it. */
  onPoint?: (name: string | null) => void;
}

/** A token in colour, part by part. */
export function TokenText({ token, label = 'Token', spans = [], lit = null, onPoint }: TokenTextProps) {
  if (token.length > longFrom) return <LongText label={label} text={token} />;
  return (
    <ScrollBox className="token-text mono" label={label}>
      {tokenParts(token).map((part) => (
        <span
          key={part.at}
          className={part.name ? `part-${part.name}` : 'part-dot'}
          title={part.name ? words[part.name] : undefined}
        >
          {pieces(part, spans).map(({ at, text, name }) =>
            name === undefined ? (
              text
            ) : (
              <span
                key={at}
                className={name === lit ? 'token-lit' : undefined}
                title={name}
                onPointerEnter={() => onPoint?.(name)}
                onPointerLeave={() => onPoint?.(null)}
              >
                {text}
              </span>
            ),
          )}
        </span>
      ))}
    </ScrollBox>
  );
}

interface Piece {
  readonly at: number;
  readonly text: string;
  /** Of the span; undefined for what is between them. */
  readonly name?: string;
}

function pieces({ text, at }: { text: string; at: number }, spans: readonly TokenSpan[]): Piece[] {
  const end = at + text.length;
  const found: Piece[] = [];
  let here = at;
  const add = (to: number, name?: string) => {
    if (to > here) found.push({ at: here, text: text.slice(here - at, to - at), ...(name ? { name } : {}) });
    here = Math.max(here, to);
  };
  for (const { name, from, to } of spans.filter((span) => span.from < end && span.to > at)) {
    add(from);
    add(Math.min(to, end), name);
  }
  add(end);
  return found;
}
