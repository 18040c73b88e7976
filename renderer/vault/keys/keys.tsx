import { ArchiveRestore, KeyRound, LockKeyhole, Plus, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { searchText } from '../../../shared/contract/entry-search.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { EntryIcon } from '../../parts/key/entry-icon.tsx';
import { PassphraseOffer } from '../../parts/vault/passphrase-offer.tsx';
import { hangsOnKeychain } from '../../parts/vault/vault-condition.ts';
import { VaultNotice } from '../../parts/vault/vault-notice.tsx';
import { useErrand } from '../../state/navigation.tsx';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ExpiryMark } from '../../ui/expiry-bar.tsx';
import type { Item } from '../../ui/item-list.tsx';
import { ItemList } from '../../ui/item-list.tsx';
import { secondsOf } from '../../ui/local-time.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import { EntryBadges } from './entry-badges.tsx';
import { entriesOf, groupChoices } from './entry-groups.ts';
import { EntryView } from './entry-view.tsx';
import { entryCells, entryColumns } from './entry-words.ts';
import { GenerateDialog } from './generate-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import './keys.css';
import { RemovedDialog } from './removed-dialog.tsx';
import { RemovedNotice } from './removed-notice.tsx';

type OpenDialog = 'generate' | 'import' | 'secret' | 'removed' | null;

/** What the vault holds. */
export function Keys() {
  const { status, isKnown, entries, removed, error, whenUnlocked } = useVault();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [selected, setSelected] = useState<string | undefined>(undefined);
  const [group, setGroup] = useState('all');
  const [undoable, setUndoable] = useState<VaultEntry | null>(null);
  const [declined, setDeclined] = useState(false);
  const now = useNow(60_000);
  const begin = (next: OpenDialog) => whenUnlocked(() => setDialog(next));
  useErrand('generate-key', () => begin('generate'));
  useErrand('import-key', () => begin('import'));
  useErrand('show-key', (errand) => {
    setSelected(errand.entry);
    setGroup('all');
  });
  const choices = useMemo(() => groupChoices(entries, now), [entries, now]);
  const shownGroup = choices.some(({ value }) => value === group) ? group : 'all';
  const shown = useMemo(() => entriesOf(shownGroup, entries, now), [shownGroup, entries, now]);
  const items = useMemo(() => shown.map((each) => entryItem(each, now)), [shown, now]);
  const entry = shown.find((each) => each.id === selected) ?? shown[0];
  const close = () => setDialog(null);
  const show = (id: string) => {
    setDialog(null);
    setUndoable(null);
    setGroup('all');
    setSelected(id);
  };

  const actions = (
    <>
      <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => begin('generate')}>
        Generate key
      </Button>
      <Button icon={<Upload aria-hidden="true" />} onClick={() => begin('import')}>
        Import key
      </Button>
      <Button icon={<LockKeyhole aria-hidden="true" />} onClick={() => begin('secret')}>
        Add secret
      </Button>
    </>
  );
  const removedButton =
    removed.length > 0 ? (
      <Button
        size="small"
        variant="quiet"
        icon={<ArchiveRestore aria-hidden="true" />}
        onClick={() => begin('removed')}
      >
        Removed ({removed.length})
      </Button>
    ) : undefined;
  return (
    <>
      <PageHeading title="Keys" actions={entries.length > 0 ? actions : undefined}>
        Keys that sign, certificates and secrets. Private keys stay in Signet’s core.
      </PageHeading>
      <div className="stack-loose">
        <VaultNotice />
        {status && hangsOnKeychain(status) && !declined ? (
          <PassphraseOffer onDecline={() => setDeclined(true)} />
        ) : null}
        {undoable && removed.some(({ id }) => id === undoable.id) ? (
          <RemovedNotice
            key={undoable.id}
            entry={undoable}
            onUndone={show}
            onDismiss={() => setUndoable(null)}
          />
        ) : null}
        <ErrorNotice error={error} />
        {entry ? (
          <div className="table-beside">
            <Panel title="Vault" note={String(entries.length)} actions={removedButton} flush>
              {choices.length > 2 ? (
                <div className="vault-group">
                  <Select label="Show" labelHidden value={shownGroup} choices={choices} onChange={setGroup} />
                </div>
              ) : null}
              <ItemList
                label="Vault entries"
                columns={entryColumns}
                selected={entry.id}
                onSelect={setSelected}
                items={items}
                searchHint="Search name, tag, note, thumbprint"
              />
            </Panel>
            <EntryView key={entry.id} entry={entry} onRemoved={() => setUndoable(entry)} />
          </div>
        ) : isKnown ? (
          <Panel title="No keys yet" actions={removedButton}>
            <EmptyState icon={<KeyRound aria-hidden="true" />} title="Start with a key" actions={actions}>
              Generate one with a certificate to register at the server, or import the one you have: PKCS#12,
              JKS, PEM, JWK.
            </EmptyState>
          </Panel>
        ) : null}
      </div>
      <GenerateDialog open={dialog === 'generate'} onClose={close} onDone={show} />
      <ImportDialog open={dialog === 'import'} onClose={close} onDone={show} />
      <AddSecretDialog open={dialog === 'secret'} onClose={close} onDone={show} />
      <RemovedDialog open={dialog === 'removed'} onClose={close} onRestored={show} />
    </>
  );
}

/** An entry as a row of the list: what it is, what is amiss with it, when it expires. */
function entryItem(entry: VaultEntry, now: number): Item {
  const [leaf] = entry.chain;
  return {
    id: entry.id,
    icon: () => <EntryIcon kind={entry.kind} />,
    title: entry.name,
    cells: entryCells(entry),
    mark: () => (
      <>
        <EntryBadges entry={entry} />
        {entry.tags ? (
          <span className="item-tags">{entry.tags.map((tag) => `#${tag}`).join(' ')}</span>
        ) : null}
      </>
    ),
    search: searchText(entry),
    ...(leaf === undefined
      ? {}
      : {
          rank: secondsOf(leaf.notAfter),
          more: () => <ExpiryMark notBefore={leaf.notBefore} notAfter={leaf.notAfter} now={now} />,
        }),
  };
}
