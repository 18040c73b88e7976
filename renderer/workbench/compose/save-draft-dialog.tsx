import { useState } from 'react';
import type { Drafts } from '../../state/use-drafts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Asks under which name the draft is to be kept. */
export function SaveDraftDialog({ drafts, onClose }: { drafts: Drafts; onClose: () => void }) {
  const [name, setName] = useState(() => unusedName(drafts));
  const trimmed = name.trim();
  const replaces = drafts.all.some((each) => each.name === trimmed);
  const save = async () => {
    if (trimmed !== '' && (await drafts.keep(trimmed))) onClose();
  };
  return (
    <Dialog
      open
      title="Save draft"
      description="Header, claims and request are kept; keys and secrets stay in the vault."
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={drafts.task.pending} disabled={trimmed === ''}>
            {replaces ? 'Replace' : 'Save'}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        autoFocus
        value={name}
        onChange={setName}
        hint={replaces ? 'There is a draft of that name: it will be replaced.' : undefined}
      />
      <ErrorNotice error={drafts.task.error} />
    </Dialog>
  );
}

function unusedName({ all, current }: Drafts): string {
  const base = current ? `${current.name} copy` : 'Assertion';
  const taken = new Set(all.map((each) => each.name));
  if (!taken.has(base)) return base;
  let count = 2;
  while (taken.has(`${base} ${count}`)) count += 1;
  return `${base} ${count}`;
}
