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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it.
    <section className="token-text mono" aria-label={label} tabIndex={0}>
      {tokenParts(token).map((part) => (
        <span
          key={part.at}
          className={part.name ? `part-${part.name}` : 'part-dot'}
          title={part.name ? words[part.name] : undefined}
        >
          {part.text}
        </span>
      ))}
    </section>
  );
}
