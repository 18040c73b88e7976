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

/** A token in colour, part by part. */
export function TokenText({ token, label = 'Token' }: { token: string; label?: string }) {
  if (token.length > longFrom) return <LongText label={label} text={token} />;
  return (
    <ScrollBox className="token-text mono" label={label}>
      {tokenParts(token).map((part) => (
        <span
          key={part.at}
          className={part.name ? `part-${part.name}` : 'part-dot'}
          title={part.name ? words[part.name] : undefined}
        >
          {part.text}
        </span>
      ))}
    </ScrollBox>
  );
}
