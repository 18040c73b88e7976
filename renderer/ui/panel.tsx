import { type ReactNode, useId } from 'react';
import './panel.css';

interface PanelProps {
  title: string;
  /** Beside the title: badges, a summary. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Without the frame's own padding: for tabs and lists that reach the edge. */
  flush?: boolean;
}

/** A named part of a page: a landmark region with a heading. */
export function Panel({ title, note, actions, children, flush = false }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id} className="panel-title">
          {title}
        </h2>
        {note ? <div className="panel-note">{note}</div> : null}
        {actions ? <div className="panel-actions">{actions}</div> : null}
      </header>
      <div className={flush ? 'panel-body panel-flush' : 'panel-body'}>{children}</div>
    </section>
  );
}
