import { KeyRound, Lock, LockKeyhole, Plus, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useErrand } from '../../app-state/navigation.tsx';
import { useVault } from '../../app-state/vault.tsx';
import { EntryIcon } from '../../parts/entry-icon.tsx';
import { keyInWords } from '../../parts/key-words.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ExpiryBar } from '../../ui/expiry-bar.tsx';
import { type Item, ItemList } from '../../ui/item-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import { EntryView } from './entry-view.tsx';
import { entryNote } from './entry-words.ts';
import { GenerateDialog } from './generate-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';

type OpenDialog = 'generate' | 'import' | 'secret' | null;

/** What the vault holds. */
export function Keys() {
  const { status, entries, error, setDialogOpen } = useVault();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [selected, setSelected] = useState<string | undefined>(undefined);
  const now = useNow(60_000);
  useErrand('generate-key', () => setDialog('generate'));
  useErrand('import-key', () => setDialog('import'));
  useErrand('show-key', (errand) => setSelected(errand.entry));
  const entry = entries.find((each) => each.id === selected) ?? entries[0];
  const items = useMemo(() => entries.map((each) => toItem(each, now)), [entries, now]);
  const close = () => setDialog(null);
  const done = (id: string) => {
    setDialog(null);
    setSelected(id);
  };

  const actions = (
    <>
      <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setDialog('generate')}>
        Generate key
      </Button>
      <Button icon={<Upload aria-hidden="true" />} onClick={() => setDialog('import')}>
        Import key
      </Button>
      <Button icon={<LockKeyhole aria-hidden="true" />} onClick={() => setDialog('secret')}>
        Add secret
      </Button>
    </>
  );
  return (
    <>
      <PageHeading title="Keys" actions={entries.length > 0 ? actions : undefined}>
        Keys that sign, certificates and secrets. Private keys stay in Signet’s core.
      </PageHeading>
      <div className="stack-loose">
        {status?.state === 'locked' ? (
          <Notice
            tone="warning"
            title="The vault is locked"
            actions={
              <Button icon={<Lock aria-hidden="true" />} onClick={() => setDialogOpen(true)}>
                Unlock vault
              </Button>
            }
          >
            Signing, adding and changing need its passphrase.
          </Notice>
        ) : null}
        <ErrorNotice error={error} />
        {entry ? (
          <div className="side-by-side">
            <Panel title="Vault" note={String(entries.length)} flush>
              <ItemList label="Vault entries" selected={entry.id} onSelect={setSelected} items={items} />
            </Panel>
            <EntryView key={entry.id} entry={entry} />
          </div>
        ) : (
          <Panel title="No keys yet">
            <EmptyState icon={<KeyRound aria-hidden="true" />} title="Start with a key" actions={actions}>
              Generate one with a certificate to register at the server, or import the one you have: PKCS#12,
              JKS, PEM, JWK.
            </EmptyState>
          </Panel>
        )}
      </div>
      <GenerateDialog open={dialog === 'generate'} onClose={close} onDone={done} />
      <ImportDialog open={dialog === 'import'} onClose={close} onDone={done} />
      <AddSecretDialog open={dialog === 'secret'} onClose={close} onDone={done} />
    </>
  );
}

function toItem(entry: VaultEntry, now: number): Item {
  const [leaf] = entry.chain;
  return {
    id: entry.id,
    icon: () => <EntryIcon kind={entry.kind} />,
    title: entry.name,
    note: entryNote(entry, keyInWords(entry.key)),
    ...(leaf === undefined
      ? {}
      : { more: () => <ExpiryBar notBefore={leaf.notBefore} notAfter={leaf.notAfter} now={now} /> }),
  };
}
