import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import './button.css';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  variant?: 'primary' | 'send' | 'secondary' | 'quiet' | 'destructive';
  size?: 'medium' | 'small';
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
  /** Work is under way: the button keeps its focus and its place, and does nothing when pressed. */
  pending?: boolean;
}

/** A button with words. https://www.w3.org/WAI/ARIA/apg/patterns/button/ */
export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  pending,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${variant} button-${size}`}
      aria-disabled={pending ? true : undefined}
      aria-busy={pending ? true : undefined}
      onClick={press}
    >
      {pending ? <span className="spinner" aria-hidden="true" /> : icon}
      {children === undefined ? null : <span>{children}</span>}
    </button>
  );
}
