import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './badge.css';
import './notice.css';

interface NoticeProps {
  tone: 'danger' | 'warning' | 'info' | 'success';
  title?: ReactNode;
  children?: ReactNode;
  /** Controls that do what the notice advises. */
  actions?: ReactNode;
}

const icons = { danger: CircleAlert, warning: TriangleAlert, info: Info, success: CircleCheck };

/** Something to be told, where it happened. https://www.w3.org/WAI/ARIA/apg/patterns/alert/ */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={`notice tone-${tone}`} role={tone === 'danger' ? 'alert' : undefined}>
      <Icon className="notice-icon" aria-hidden="true" />
      <div className="grow">
        {title ? <div className="notice-title break">{title}</div> : null}
        {children ? <div className="notice-text break">{children}</div> : null}
      </div>
      {actions ? <div className="row">{actions}</div> : null}
    </div>
  );
}
