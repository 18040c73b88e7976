import { useId, useRef } from 'react';
import './field.css';
import './token-text.css';
import { tokenParts } from './token-parts.ts';

interface TokenInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
}

// Painting twice costs layout time: a huge token stays plain.
const paintedUpTo = 100_000;

/** A text area for a token, in colour: the painted text lies under a text area whose own text is transparent. */
export function TokenInput({ label, value, onChange, placeholder }: TokenInputProps) {
  const id = useId();
  const paint = useRef<HTMLDivElement>(null);
  const painted = value !== '' && value.length <= paintedUpTo;
  return (
    <div className="field">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <div className={painted ? 'token-input token-input-painted' : 'token-input'}>
        <div ref={paint} className="token-input-paint" aria-hidden="true">
          {painted
            ? tokenParts(value).map((part) => (
                <span key={part.at} className={part.name ? `part-${part.name}` : 'part-dot'}>
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
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => paint.current?.scrollTo({ top: event.currentTarget.scrollTop })}
        />
      </div>
    </div>
  );
}
