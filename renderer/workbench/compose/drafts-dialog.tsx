import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { relativeTime } from '../../../shared/jwt/times.ts';
import { useServers } from '../../state/servers.tsx';
import type { Drafts } from '../../state/use-drafts.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { secondsOf } from '../../ui/local-time.ts';
import { useNow } from '../../ui/use-now.ts';

interface DraftsDialogProps {
  drafts: Drafts;
  /** Asks for a name to keep what the composer shows. */
  onSave: () => void;
  onClose: () => void;
}

/** The drafts that were kept: to be opened, removed, or saved once more under another name. */
export function DraftsDialog({ drafts, onSave, onClose }: DraftsDialogProps) {
  const { servers } = useServers();
  const now = useNow(60_000);
  const { all, current, task } = drafts;
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <Dialog
      open
      title="Drafts"
      width="wide"
      description={whatWouldBeLost(drafts)}
      onClose={onClose}
      footer={<Button onClick={onSave}>{current ? 'Duplicate…' : 'Save as…'}</Button>}
    >
      <ErrorNotice error={task.error} />
      {all.length === 0 ? (
        <EmptyState title="Nothing is saved yet">
          Save an assertion under a name to come back to it: one for each server, client or test.
        </EmptyState>
      ) : (
        <ul className="drafts" aria-label="Saved drafts">
          {all.map((saved) => (
            <li key={saved.name} className="saved-draft">
              <button
                type="button"
                className="saved-draft-open"
                aria-label={`Open ${saved.name}`}
                onClick={() => {
                  drafts.open(saved);
                  onClose();
                }}
              >
                <span className="saved-draft-name break">
                  {saved.name} {saved.name === current?.name ? <Badge tone="accent">open</Badge> : null}
                </span>
                <span className="faint small">
                  {servers.find(({ name }) => name === saved.draft.server)?.title ?? 'no preset'} · saved{' '}
                  {relativeTime(secondsOf(saved.saved), now)}
                </span>
              </button>
              <IconButton
                label={`Remove ${saved.name}`}
                icon={<Trash2 aria-hidden="true" />}
                onClick={() => setRemoving(saved.name)}
              />
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={removing !== null}
        title={`Remove ${removing ?? ''}?`}
        action="Remove draft"
        pending={task.pending}
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing !== null) void drafts.drop(removing).then(() => setRemoving(null));
        }}
      >
        The saved draft is gone for good. What the composer shows stays.
      </ConfirmDialog>
    </Dialog>
  );
}

function whatWouldBeLost({ all, current, changed }: Drafts): string | undefined {
  if (all.length === 0 || (current && !changed)) return undefined;
  const what = current ? `What was changed in ${current.name}` : 'What the composer shows';
  return `${what} is not saved. Undo brings it back after another draft was opened.`;
}
