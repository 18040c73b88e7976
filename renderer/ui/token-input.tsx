import { type ClipboardEvent, type DragEvent, useId, useMemo, useRef } from 'react';
import { findTokens } from '../../shared/jwt/find-tokens.ts';
import { longFrom } from './cut-lines.ts';
import './field.css';
import { LongText } from './long-text.tsx';
import './token-text.css';
import { textParts } from './token-parts.ts';

interface TokenInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
}

// A recorded session with many tokens fits; what is beyond is not read.
const largestFile = 8 * 1024 * 1024;

/** A text area for a token, in colour: the painted text lies under a text area whose own text is transparent. */
export function TokenInput({ label, value, onChange, placeholder }: TokenInputProps) {
  const id = useId();
  const paint = useRef<HTMLDivElement>(null);
  const long = value.length > longFrom;
  const parts = useMemo(
    () =>
      long
        ? []
        : textParts(
            value,
            findTokens(value).map(({ token }) => token),
          ),
    [long, value],
  );
  if (long) {
    return (
      <div className="stack-tight">
        <LongText label={label} text={value} />
        <p className="field-hint">
          {value.length.toLocaleString('en')} characters: too many to be edited here. Clear it to paste
          another.
        </p>
      </div>
    );
  }
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted.length <= longFrom) return;
    // A text area would lay all of it out before anybody could take it away.
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    onChange(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd));
  };
  const painted = value !== '';
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    void file.slice(0, largestFile).text().then(onChange);
  };
  return (
    <div className="field">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <div className={painted ? 'token-input token-input-painted' : 'token-input'}>
        <div ref={paint} className="token-input-paint" aria-hidden="true">
          {painted
            ? parts.map((part) => (
                <span
                  key={part.at}
                  className={part.name ? `part-${part.name}` : part.text === '.' ? 'part-dot' : undefined}
                >
                  {part.text}
                </span>
              ))
            : null}
        </div>
        <textarea
          id={id}
          className="token-input-text"
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onPaste={paste}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => paint.current?.scrollTo({ top: event.currentTarget.scrollTop })}
        />
      </div>
    </div>
  );
}
