import { type ReactNode, useId } from 'react';
import './pane.css';

interface PaneProps {
  title: string;
  /** Beside the title: badges, a summary. */
  note?: ReactNode;
  /** At the right end of the head. */
  tools?: ReactNode;
  children: ReactNode;
  /** Without padding: for rows and lists that reach the edge. */
  flush?: boolean;
}

/** A named part of a bench: a head that stays in view, and a body that scrolls by itself. A landmark region with a heading. */
export function Pane({ title, note, tools, children, flush = false }: PaneProps) {
  const id = useId();
  return (
    <section className="pane" aria-labelledby={id}>
      <header className="pane-head">
        <h2 id={id} className="pane-title">
          {title}
        </h2>
        {note ? <div className="pane-note">{note}</div> : null}
        {tools ? <div className="pane-tools">{tools}</div> : null}
      </header>
      <div className={flush ? 'pane-body' : 'pane-body pane-padded'}>{children}</div>
    </section>
  );
}
