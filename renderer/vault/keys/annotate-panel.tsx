import { useState } from 'react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tagsOf } from './entry-words.ts';

/** An entry's tags and note, to be changed where they are read. */
export function AnnotatePanel({ entry }: { entry: VaultEntry }) {
  const client = useClient();
  const { refresh, whenUnlocked } = useVault();
  const task = useTask();
  const saved = { tags: (entry.tags ?? []).join(', '), note: entry.note ?? '' };
  const [form, setForm] = useState(saved);
  const changed = form.tags !== saved.tags || form.note !== saved.note;

  const save = async () => {
    if (!changed) return;
    const done = await task.run(() =>
      client.vault.annotate({ entry: entry.id, tags: tagsOf(form.tags), note: form.note.trim() }),
    );
    if (!done) return;
    setForm({ tags: (done.tags ?? []).join(', '), note: done.note ?? '' });
    await refresh();
  };
  const ask = () => whenUnlocked(() => void save());
  return (
    <Panel title="Description">
      <TextField
        label="Tags"
        value={form.tags}
        onChange={(tags) => setForm((before) => ({ ...before, tags }))}
        onEnter={ask}
        placeholder="test, gateway"
        hint="With commas between. They can be searched, and are readable in the vault file."
      />
      <TextArea
        label="Note"
        rows={2}
        value={form.note}
        onChange={(note) => setForm((before) => ({ ...before, note }))}
        placeholder="Registered at the gateway by …"
      />
      <ErrorNotice error={task.error} />
      {changed ? (
        <div className="row row-end">
          <Button
            onClick={() => {
              setForm(saved);
              task.clear();
            }}
          >
            Revert
          </Button>
          <Button variant="primary" pending={task.pending} onClick={ask}>
            Save
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
