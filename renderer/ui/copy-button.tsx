import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

interface CopyButtonProps {
  /** Its accessible name: `Copy token`. */
  label: string;
  /** The text to copy, or what makes it. */
  text: string | (() => string);
  /** Show the words beside the icon. */
  words?: boolean;
  disabled?: boolean;
}

/** Copies on the user's press, and says for a moment that it did. */
export function CopyButton({ label, text, words = false, disabled = false }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 1600);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  const icon = state === 'copied' ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />;
  const said = state === 'copied' ? 'Copied' : state === 'refused' ? 'The clipboard refused the text' : '';
  return (
    <>
      {words ? (
        <Button size="small" icon={icon} disabled={disabled} onClick={copy} aria-label={label}>
          {state === 'copied' ? 'Copied' : label}
        </Button>
      ) : (
        <IconButton label={label} icon={icon} disabled={disabled} onClick={copy} />
      )}
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </>
  );
}
