import type { Progress } from '../../shared/contract/progress.ts';
import { Button } from './button.tsx';
import { inWords } from './progress-words.ts';
import './task-progress.css';

interface TaskProgressProps {
  /** What is under way: `Reading keys.p12`. */
  label: string;
  progress: Progress;
  onCancel: () => void;
}

/** How far long work has come, with a way to stop it. https://w3c.github.io/aria/#progressbar */
export function TaskProgress({ label, progress, onCancel }: TaskProgressProps) {
  const { done, total } = progress;
  return (
    <div className="task-progress">
      <div className="grow stack-tight">
        <span>
          {label}: {inWords(progress)}
        </span>
        <progress aria-label={label} {...(total === null ? {} : { value: done, max: total })} />
      </div>
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
