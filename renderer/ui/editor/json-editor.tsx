import { lazy, type ReactNode, Suspense, useId } from 'react';
import type { KnownMember } from '../../../shared/jwt/claim-names.ts';
import '../field.css';
import './json-editor.css';

const CodeEditor = lazy(() => import('./code-editor.tsx').then((module) => ({ default: module.CodeEditor })));

interface JsonEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  aside?: ReactNode;
  minLines?: number;
  labelHidden?: boolean;
  /** Members whose names are completed and explained. */
  known?: Readonly<Record<string, KnownMember>>;
}

const nothingKnown = {};

/** An editor for JSON text. Until its code has come, the text is shown and can be read. */
export function JsonEditor({
  label,
  value,
  onChange,
  aside,
  minLines = 3,
  labelHidden = false,
  known = nothingKnown,
}: JsonEditorProps) {
  const id = useId();
  return (
    <div className="field">
      <div className={labelHidden && !aside ? 'visually-hidden' : 'field-head'}>
        <span id={id} className={labelHidden ? 'visually-hidden' : 'field-label'}>
          {label}
        </span>
        {aside}
      </div>
      <Suspense
        fallback={
          <pre
            className="json-editor-frame json-editor-waiting"
            style={{ minHeight: `${minLines * 1.25 + 0.75}rem` }}
          >
            {value}
          </pre>
        }
      >
        <CodeEditor label={label} value={value} onChange={onChange} minLines={minLines} known={known} />
      </Suspense>
    </div>
  );
}
