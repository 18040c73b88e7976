import { useEffect, useState } from 'react';
import { nameSome } from '../../../shared/base/name-some.ts';
import { onlyInMemory } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { VaultCreate } from '../../parts/vault/vault-create.tsx';
import { VaultUnlock } from '../../parts/vault/vault-unlock.tsx';
import { flowOfDraft } from '../../state/flow-of-draft.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useSigning } from '../../state/signing.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { entriesOf } from '../flow-entries.ts';

/** Keeps the request as a flow, which is run by one press and signed afresh each time. */
export function SaveFlowDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { draft } = useWorkspace();
  const { status, entries } = useVault();
  const { allowWeakKey } = useSigning();
  const { ask } = useNavigation();
  const { run, error, pending } = useTask();
  const [name, setName] = useState(draft.name ?? '');
  const [known, setKnown] = useState<readonly string[]>([]);
  const [keeping, setKeeping] = useState(false);
  useEffect(() => {
    void run(() => client.flows.list({})).then((library) =>
      setKnown(library?.flows.map((flow) => flow.name) ?? []),
    );
  }, [client, run]);
  const trimmed = name.trim();
  const replaces = known.includes(trimmed);
  const flow = flowOfDraft(draft, trimmed, entries, allowWeakKey);
  // Without them, the flow is of no use once Signet has closed.
  const unkept = status ? onlyInMemory(status, entriesOf(flow, entries)).map((entry) => entry.name) : [];
  const save = async () => {
    if (!(await run(() => client.flows.save({ flow })))) return;
    onClose();
    ask({ kind: 'show-flow', name: trimmed });
  };
  const isNew = status?.state === 'memory';

  if (keeping && status) {
    const back = () => setKeeping(false);
    const goOn = () => void save();
    return (
      <Dialog
        open
        title={isNew ? 'Create vault' : 'Unlock vault'}
        description={`It keeps ${nameSome(unkept)}. Then ${trimmed} is saved.`}
        onClose={onClose}
      >
        <ErrorNotice error={error} />
        {isNew ? (
          <VaultCreate status={status} onClose={back} onCreated={goOn} />
        ) : (
          <VaultUnlock status={status} onClose={back} onUnlocked={goOn} />
        )}
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      title="Save as flow"
      description="A flow is run by one press, signed afresh each time. Keys and secrets stay in the vault; {{name}} in any text stands for a variable of an environment."
      onClose={onClose}
      onSubmit={() => (trimmed === '' ? undefined : void save())}
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
      {unkept.length > 0 ? (
        <Notice
          tone="warning"
          title={`Only in memory: ${nameSome(unkept)}`}
          actions={
            <Button size="small" disabled={trimmed === ''} onClick={() => setKeeping(true)}>
              {isNew ? 'Create vault' : 'Unlock vault'}
            </Button>
          }
        >
          Once Signet has closed, the flow can’t be sent without what it names.
        </Notice>
      ) : null}
      <ErrorNotice error={error} />
    </Dialog>
  );
}
