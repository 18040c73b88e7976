import { useEffect, useState } from 'react';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { flowOfDraft } from '../../state/flow-of-draft.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useSigning } from '../../state/signing.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Keeps the request as a flow, which is run by one press and signed afresh each time. */
export function SaveFlowDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { draft } = useWorkspace();
  const { entries } = useVault();
  const { allowWeakKey } = useSigning();
  const { ask } = useNavigation();
  const { run, error, pending } = useTask();
  const [name, setName] = useState(draft.name ?? '');
  const [known, setKnown] = useState<readonly string[]>([]);
  useEffect(() => {
    void run(() => client.flows.list({})).then((library) =>
      setKnown(library?.flows.map((flow) => flow.name) ?? []),
    );
  }, [client, run]);
  const trimmed = name.trim();
  const replaces = known.includes(trimmed);
  const save = async () => {
    if (trimmed === '') return;
    const flow = flowOfDraft(draft, trimmed, entries, allowWeakKey);
    if (!(await run(() => client.flows.save({ flow })))) return;
    onClose();
    ask({ kind: 'show-flow', name: trimmed });
  };
  return (
    <Dialog
      open
      title="Save as flow"
      description="A flow is run by one press, signed afresh each time. Keys and secrets stay in the vault; {{name}} in any text stands for a variable of an environment."
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending} disabled={trimmed === ''}>
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
        placeholder="token for the test gateway"
        hint={replaces ? 'There is a flow of that name: it will be replaced.' : undefined}
      />
      <ErrorNotice error={error} />
    </Dialog>
  );
}
