import { type ReactNode, useId } from 'react';
import { listHidden } from '../../shared/base/hidden-characters.ts';
import './field.css';

interface FieldProps {
  label: string;
  /** One line below: what to type, or what it means. */
  hint?: ReactNode;
  /** What is wrong with the value; read out when it appears. */
  problem?: string | undefined;
  /** Keep the label for screen readers only. */
  labelHidden?: boolean;
  /** What stands in the control: characters in it that nobody can see are named below it. */
  value?: string;
  /** Small controls beside the label. */
  aside?: ReactNode;
  children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode;
}

/** A label, its control, and what is to be said about it. */
export function Field({
  label,
  hint,
  problem,
  value = '',
  labelHidden = false,
  aside,
  children,
}: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = problem ?? hint;
  const hiddenId = `${id}-hidden`;
  // Line breaks and tabs are seen.
  const hidden = listHidden(value.replace(/\r?\n|\t/g, ''));
  const describedBy = [...(note ? [noteId] : []), ...(hidden.length > 0 ? [hiddenId] : [])].join(' ');
  return (
    <div className="field">
      <div className={labelHidden && !aside ? 'visually-hidden' : 'field-head'}>
        <label className={labelHidden ? 'visually-hidden' : 'field-label'} htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      {children({ id, describedBy: describedBy || undefined, invalid: problem !== undefined })}
      {note ? (
        <div
          id={noteId}
          className={problem ? 'field-problem' : 'field-hint'}
          role={problem ? 'alert' : undefined}
        >
          {note}
        </div>
      ) : null}
      {hidden.length > 0 ? (
        <div id={hiddenId} className="field-hint">
          Hidden characters in it: {hidden.join(', ')}
        </div>
      ) : null}
    </div>
  );
}
