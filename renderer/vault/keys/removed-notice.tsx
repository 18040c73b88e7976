import { Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useRestore } from './use-restore.ts';

interface RemovedNoticeProps {
  entry: VaultEntry;
  onUndone: (entry: string) => void;
  onDismiss: () => void;
}

/** Says what was just removed, and brings it back. */
export function RemovedNotice({ entry, onUndone, onDismiss }: RemovedNoticeProps) {
  const { task, restore } = useRestore();
  const box = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone with its entry: the next key press belongs here.
  useEffect(() => box.current?.focus(), []);
  const undo = async () => {
    const restored = await restore(entry);
    if (restored) onUndone(restored.id);
  };
  return (
    <div ref={box} role="status" tabIndex={-1} className="stack-tight">
      <Notice
        tone="info"
        title={`${entry.name} is removed`}
        actions={
          <>
            <Button
              size="small"
              icon={<Undo2 aria-hidden="true" />}
              pending={task.pending}
              onClick={() => void undo()}
            >
              Undo
            </Button>
            <Button size="small" variant="quiet" onClick={onDismiss}>
              Dismiss
            </Button>
          </>
        }
      >
        It stays among the removed ones for a week.
      </Notice>
      <ErrorNotice error={task.error} />
    </div>
  );
}
