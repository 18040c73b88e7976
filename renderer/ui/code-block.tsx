import { CopyButton } from './copy-button.tsx';
import './code-block.css';
import { longFrom } from './cut-lines.ts';
import { LongText } from './long-text.tsx';
import { ScrollBox } from './scroll-box.tsx';

interface CodeBlockProps {
  /** What it is: names it, and its copy button. */
  label: string;
  text: string;
  copy?: boolean;
  /** Break long lines anywhere, as base64 wants it. */
  wrap?: boolean;
  showLabel?: boolean;
}

/** Text as a machine reads it, with a copy button. */
export function CodeBlock({ label, text, copy = true, wrap = false, showLabel = false }: CodeBlockProps) {
  return (
    <div className="code-block">
      {showLabel ? <div className="code-block-label">{label}</div> : null}
      {text.length > longFrom ? (
        <LongText label={label} text={text} />
      ) : (
        <ScrollBox label={label} className={wrap ? 'code-block-text code-block-wrap' : 'code-block-text'}>
          {text}
        </ScrollBox>
      )}
      {copy ? (
        <div className="code-block-copy">
          <CopyButton label={`Copy ${label}`} text={text} />
        </div>
      ) : null}
    </div>
  );
}
