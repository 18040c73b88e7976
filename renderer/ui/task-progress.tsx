import type { Progress } from '../../shared/contract/progress.ts';
import { Button } from './button.tsx';
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

const counts = new Intl.NumberFormat('en');

/** `opening entries, 640 of 10,000`; what cannot be counted is only named. */
function inWords({ step, done, total }: Progress): string {
  return total === null ? step : `${step}, ${counts.format(done)} of ${counts.format(total)}`;
}
