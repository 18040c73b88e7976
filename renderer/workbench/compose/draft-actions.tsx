import { FolderOpen, Save } from 'lucide-react';
import { useState } from 'react';
import { useDrafts } from '../../state/use-drafts.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DraftsDialog } from './drafts-dialog.tsx';
import { SaveDraftDialog } from './save-draft-dialog.tsx';

/** The name of the saved draft that is being worked on, and whether it is saved as it stands. */
export function DraftName() {
  const { current, changed } = useDrafts();
  if (!current) return null;
  return (
    <Badge tone={changed ? 'warning' : 'neutral'}>
      {current.name}
      {changed ? ' · changed' : ''}
    </Badge>
  );
}

/** Keeps the draft under a name, and opens those that were kept. */
export function DraftActions() {
  const drafts = useDrafts();
  const [dialog, setDialog] = useState<'none' | 'save' | 'open'>('none');
  const { current } = drafts;
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon={<FolderOpen aria-hidden="true" />}
        onClick={() => setDialog('open')}
      >
        Drafts
      </Button>
      <Button
        size="small"
        icon={<Save aria-hidden="true" />}
        pending={drafts.task.pending}
        disabled={current !== undefined && !drafts.changed}
        onClick={() => (current ? void drafts.keep(current.name) : setDialog('save'))}
      >
        Save
      </Button>
      {dialog === 'save' ? <SaveDraftDialog drafts={drafts} onClose={() => setDialog('none')} /> : null}
      {dialog === 'open' ? (
        <DraftsDialog drafts={drafts} onSave={() => setDialog('save')} onClose={() => setDialog('none')} />
      ) : null}
    </>
  );
}
