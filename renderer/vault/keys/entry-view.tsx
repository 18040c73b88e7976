import { Download, FileBadge, FilePlus2, Pencil, PenLine, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { CertificateView } from '../../parts/certificate/certificate-view.tsx';
import { ExportPanel } from '../../parts/certificate/export-panel.tsx';
import { entryUses, flowsNaming, type Work } from '../../parts/key/entry-uses.ts';
import { keyStrength } from '../../parts/key/key-strength.ts';
import { keyInWords } from '../../parts/key/key-words.ts';
import { withKey } from '../../state/choose-server.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useServers } from '../../state/servers.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { Facts } from '../../ui/facts.tsx';
import { localTime, secondsOf } from '../../ui/local-time.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AnnotatePanel } from './annotate-panel.tsx';
import { AttachDialog } from './attach-dialog.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { EntryBadges } from './entry-badges.tsx';
import { kindWords } from './entry-words.ts';
import { ExportKeyDialog } from './export-key-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

interface EntryViewProps {
  entry: VaultEntry;
  onRemoved: () => void;
}

/** One entry in full, and what can be done with it. */
export function EntryView({ entry, onRemoved }: EntryViewProps) {
  const client = useClient();
  const { entries, refresh, whenUnlocked, whenProtected } = useVault();
  const { servers } = useServers();
  const { setDraft } = useWorkspace();
  const { go } = useNavigation();
  const [dialog, setDialog] = useState<'rename' | 'certificate' | 'attach' | 'export' | null>(null);
  const task = useTask();
  const work = useWork();
  const [certificate] = entry.chain;
  const begin = (next: typeof dialog) => whenUnlocked(() => setDialog(next));
  const close = () => setDialog(null);

  const remove = async () => {
    if ((await task.run(() => client.vault.remove({ entry: entry.id }))) === undefined) return;
    onRemoved();
    await refresh();
  };
  return (
    <div className="stack-loose">
      <Panel
        title={entry.name}
        note={
          <>
            <Badge>{kindWords[entry.kind]}</Badge>
            <EntryBadges entry={entry} />
          </>
        }
        actions={
          <>
            <Button
              size="small"
              variant="quiet"
              icon={<Pencil aria-hidden="true" />}
              onClick={() => begin('rename')}
            >
              Rename
            </Button>
            <Button
              size="small"
              variant="quiet"
              icon={<Trash2 aria-hidden="true" />}
              pending={task.pending}
              onClick={() => whenUnlocked(() => void remove())}
            >
              Remove
            </Button>
          </>
        }
      >
        {entry.damaged ? (
          <Notice tone="danger" title="This entry was changed outside Signet">
            Its secret part cannot be used any more. Restore it from a backup, or rescue the vault without it.
          </Notice>
        ) : null}
        {entry.unsaved ? (
          <Notice tone="warning" title="Held in memory only">
            Another Signet has made the vault meanwhile. Unlock it to keep this entry.
          </Notice>
        ) : null}
        <ErrorNotice error={task.error} />
        <Facts facts={entryFacts(entry, entryUses(entry, work))} />
        <div className="row">
          {entry.algorithms.length > 0 ? (
            <Button
              icon={<PenLine aria-hidden="true" />}
              onClick={() => {
                setDraft((before) => withKey(before, entry, { servers, entries }));
                go('compose');
              }}
            >
              Sign with this key
            </Button>
          ) : null}
          {entry.kind === 'key' ? (
            <>
              <Button icon={<FilePlus2 aria-hidden="true" />} onClick={() => begin('certificate')}>
                New certificate
              </Button>
              <Button icon={<FileBadge aria-hidden="true" />} onClick={() => begin('attach')}>
                Add certificate
              </Button>
            </>
          ) : null}
          {entry.kind === 'key' || entry.kind === 'secret' ? (
            <Button
              icon={<Download aria-hidden="true" />}
              onClick={() => whenProtected(() => setDialog('export'))}
            >
              {entry.kind === 'key' ? 'Export private key' : 'Export secret'}
            </Button>
          ) : null}
        </div>
      </Panel>
      {certificate ? (
        <>
          <Panel title="Export certificate">
            <ExportPanel
              key={certificate.sha256}
              source={{ entry: entry.id }}
              chainLength={entry.chain.length}
            />
          </Panel>
          <Panel title="Certificate">
            <CertificateView source={{ entry: entry.id }} chain={entry.chain} />
          </Panel>
        </>
      ) : null}
      <AnnotatePanel entry={entry} />
      <CertificateDialog entry={entry} open={dialog === 'certificate'} onClose={close} />
      <AttachDialog entry={entry} open={dialog === 'attach'} onClose={close} />
      <RenameDialog
        entry={entry}
        flows={flowsNaming(entry.name, work.flows).map(({ name }) => name)}
        open={dialog === 'rename'}
        onClose={close}
      />
      <ExportKeyDialog entry={entry} open={dialog === 'export'} onClose={close} />
    </div>
  );
}

/** What is known of an entry without its secret. */
function entryFacts({ key, kind, algorithms, created, chain }: VaultEntry, uses: readonly string[]): Fact[] {
  const strength = keyStrength(key);
  return [
    ...(key ? [{ name: 'Type', value: keyInWords(key) }] : []),
    ...(strength ? [{ name: 'Strength', value: strength.words }] : []),
    ...(algorithms.length > 0 ? [{ name: 'Signs with', value: algorithms.join(', ') }] : []),
    ...(key?.kid === undefined ? [] : [{ name: 'Key ID', value: key.kid, copy: key.kid, mono: true }]),
    ...(key?.thumbprint === undefined
      ? []
      : [{ name: 'Thumbprint', value: key.thumbprint, copy: key.thumbprint, mono: true }]),
    ...(kind === 'key' && chain.length === 0
      ? [{ name: 'Certificate', value: 'none: a server cannot register this key' }]
      : []),
    ...(uses.length > 0 ? [{ name: 'Used by', value: uses.join(', ') }] : []),
    { name: 'Added', value: localTime(secondsOf(created)) },
  ];
}

/** The work that may name an entry. Asked for when the component is first shown, and whenever its page is again. */
function useWork(): Work {
  const client = useClient();
  const { draft, drafts } = useWorkspace();
  const [others, setOthers] = useState<Pick<Work, 'flows' | 'clients'>>({ flows: [], clients: [] });
  useEffect(() => {
    let current = true;
    void Promise.all([client.flows.list({}), client.playground.status({})]).then(([library, playground]) => {
      if (!current) return;
      setOthers({
        flows: library.ok ? library.value.flows : [],
        clients: playground.ok ? playground.value.clients : [],
      });
    });
    return () => {
      current = false;
    };
  }, [client]);
  return { draft, drafts, ...others };
}
