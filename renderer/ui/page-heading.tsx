import type { ReactNode } from 'react';
import './page-heading.css';

/** A page's title, and in one line what it is for. */
export function PageHeading({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="page-heading">
      <div className="grow">
        <h1 className="page-title">{title}</h1>
        {children ? <p className="page-purpose">{children}</p> : null}
      </div>
      {actions ? <div className="row">{actions}</div> : null}
    </header>
  );
}
