import type { ReactNode } from 'react';

interface ScrollBoxProps {
  label: string;
  className: string;
  children: ReactNode;
}

/** A named box that scrolls, and that the keyboard can reach for that. */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls; this is text.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus.
    <div role="group" aria-label={label} className={className} tabIndex={0}>
      {children}
    </div>
  );
}
