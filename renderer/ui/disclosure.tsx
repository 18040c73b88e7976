import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import './disclosure.css';

interface DisclosureProps {
  title: string;
  note?: ReactNode;
  startsOpen?: boolean;
  children: ReactNode;
}

/** Shows and hides what is not always needed. https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/ */
export function Disclosure({ title, note, startsOpen = false, children }: DisclosureProps) {
  const [open, setOpen] = useState(startsOpen);
  const id = useId();
  return (
    <div className="disclosure">
      <button
        type="button"
        className="disclosure-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden="true" />
        <span>{title}</span>
        {note ? <span className="disclosure-note">{note}</span> : null}
      </button>
      <div id={id} className="disclosure-body" hidden={!open}>
        {open ? children : null}
      </div>
    </div>
  );
}
