import { FilePlus, FolderOpen, Redo2, Save, Undo2 } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { firstDraft } from '../../state/start-draft.ts';
import { useDrafts } from '../../state/use-drafts.ts';
import { moveTitle, useWorkspace } from '../../state/workspace.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
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

/** Starts a draft, takes back what replaced one, keeps it under a name, and opens those that were kept. */
export function DraftActions() {
  const drafts = useDrafts();
  const [dialog, setDialog] = useState<'none' | 'save' | 'open'>('none');
  const { current } = drafts;
  const { replaceDraft } = useWorkspace();
  return (
    <>
      <DraftMoves />
      <Button
        size="small"
        variant="quiet"
        icon={<FilePlus aria-hidden="true" />}
        onClick={() => replaceDraft('New draft', firstDraft)}
      >
        New
      </Button>
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

/** Takes back and does again what changed the whole draft. Where text is typed, Ctrl Z is the text's own. */
function DraftMoves() {
  const { undo, redo } = useWorkspace();
  const [done, setDone] = useState('');
  const move = (name: 'undo' | 'redo') => {
    const step = name === 'undo' ? undo : redo;
    if (!step) return false;
    step.run();
    setDone(name === 'undo' ? `Undone: ${step.title}` : `Done again: ${step.title}`);
    return true;
  };
  const keyDown = useEffectEvent((event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    if (isTyping(event) || document.querySelector('[role=dialog], [role=alertdialog]')) return;
    if (move(key === 'y' || event.shiftKey ? 'redo' : 'undo')) event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('keydown', keyDown);
    return () => window.removeEventListener('keydown', keyDown);
  }, []);
  return (
    <>
      <IconButton
        label={undo ? moveTitle('undo', undo) : 'Undo'}
        icon={<Undo2 aria-hidden="true" />}
        disabled={!undo}
        onClick={() => move('undo')}
      />
      <IconButton
        label={redo ? moveTitle('redo', redo) : 'Redo'}
        icon={<Redo2 aria-hidden="true" />}
        disabled={!redo}
        onClick={() => move('redo')}
      />
      <span role="status" className="visually-hidden">
        {done}
      </span>
    </>
  );
}

/** Whether the key stroke goes to a text, also to one in a shadow root. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, input:not([type=checkbox], [type=radio])');
}
