import { FileBadge, FilePlus2, Pencil, PenLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useNavigation } from '../../app-state/navigation.tsx';
import { withKey } from '../../app-state/use-signing-key.ts';
import { useVault } from '../../app-state/vault.tsx';
import { useWorkspace } from '../../app-state/workspace.tsx';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { CertificateView } from '../../parts/certificate-view.tsx';
import { ExportPanel } from '../../parts/export-panel.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AttachDialog } from './attach-dialog.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { entryFacts } from './entry-facts.ts';
import { kindWords } from './entry-words.ts';
import { RenameDialog } from './rename-dialog.tsx';

/** One entry in full, and what can be done with it. */
export function EntryView({ entry }: { entry: VaultEntry }) {
  const client = useClient();
  const { refresh } = useVault();
  const { setDraft } = useWorkspace();
  const { go } = useNavigation();
  const [dialog, setDialog] = useState<'rename' | 'remove' | 'certificate' | 'attach' | null>(null);
  const task = useTask();
  const certificate = entry.chain[0];

  const remove = async () => {
    const result = await task.run(() => client.vault.remove({ entry: entry.id }));
    setDialog(null);
    if (result !== undefined) await refresh();
  };
  return (
    <div className="stack-loose">
      <Panel
        title={entry.name}
        note={<Badge>{kindWords[entry.kind]}</Badge>}
        actions={
          <>
            <Button
              size="small"
              variant="quiet"
              icon={<Pencil aria-hidden="true" />}
              onClick={() => setDialog('rename')}
            >
              Rename
            </Button>
            <Button
              size="small"
              variant="quiet"
              icon={<Trash2 aria-hidden="true" />}
              onClick={() => setDialog('remove')}
            >
              Remove
            </Button>
          </>
        }
      >
        <ErrorNotice error={task.error} />
        <Facts facts={entryFacts(entry)} />
        {entry.algorithms.length > 0 ? (
          <div className="row">
            <Button
              icon={<PenLine aria-hidden="true" />}
              onClick={() => {
                setDraft((before) => withKey(before, entry));
                go('compose');
              }}
            >
              Sign with this key
            </Button>
            {entry.kind === 'key' ? (
              <>
                <Button icon={<FilePlus2 aria-hidden="true" />} onClick={() => setDialog('certificate')}>
                  New certificate
                </Button>
                <Button icon={<FileBadge aria-hidden="true" />} onClick={() => setDialog('attach')}>
                  Add certificate
                </Button>
              </>
            ) : null}
          </div>
        ) : null}
      </Panel>
      {certificate ? (
        <>
          <Panel title="Certificate">
            <CertificateView source={{ entry: entry.id }} chain={entry.chain} />
          </Panel>
          <Panel title="Export certificate">
            <ExportPanel
              key={certificate.sha256}
              source={{ entry: entry.id }}
              chainLength={entry.chain.length}
            />
          </Panel>
        </>
      ) : null}
      <CertificateDialog entry={entry} open={dialog === 'certificate'} onClose={() => setDialog(null)} />
      <AttachDialog entry={entry} open={dialog === 'attach'} onClose={() => setDialog(null)} />
      <RenameDialog entry={entry} open={dialog === 'rename'} onClose={() => setDialog(null)} />
      <ConfirmDialog
        title={`Remove ${entry.name}?`}
        open={dialog === 'remove'}
        action="Remove for good"
        pending={task.pending}
        onConfirm={() => void remove()}
        onClose={() => setDialog(null)}
      >
        {entry.kind === 'key'
          ? 'The private key is deleted from the vault and cannot be brought back. What was signed with it stays valid.'
          : 'It is deleted from the vault and cannot be brought back.'}
      </ConfirmDialog>
    </div>
  );
}
