import type { ReactNode } from 'react';
import './button.css';

interface IconButtonProps {
  /** Its accessible name, shown as a tool tip too. */
  label: string;
  icon: ReactNode;
  onClick: () => void;
  pressed?: boolean;
  disabled?: boolean;
}

/** A button that shows only an icon. https://www.w3.org/WAI/ARIA/apg/patterns/button/ */
export function IconButton({ label, icon, onClick, pressed, disabled }: IconButtonProps) {
  return (
    <button
      type="button"
      className="button button-quiet button-small icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}
