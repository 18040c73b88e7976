import { useMemo, useRef } from 'react';
import { cutLines } from './cut-lines.ts';
import './long-text.css';
import { useScrollView } from './use-scroll-view.ts';
import { visibleRange } from './visible-range.ts';

interface LongTextProps {
  label: string;
  text: string;
}

const lineRem = 1.25;

/** A text too long to be laid out whole: only the lines in view are drawn. */
export function LongText({ label, text }: LongTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const [view] = useScrollView(box);
  const lines = useMemo(() => cutLines(text), [text]);
  const { from, to } = visibleRange(view.top, view.height, lineRem * rootFontSize(), lines.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls; this is text.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus.
    <div ref={box} role="group" aria-label={label} className="long-text mono" tabIndex={0}>
      <div style={{ height: `${lines.length * lineRem}rem` }}>
        <div style={{ paddingTop: `${from * lineRem}rem` }}>{lines.slice(from, to).join('\n')}</div>
      </div>
    </div>
  );
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
