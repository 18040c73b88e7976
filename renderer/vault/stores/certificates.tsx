import { FileSearch } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ListedEntry } from '../../../shared/contract/keystore.ts';
import { commonName } from '../../parts/certificate/chain.ts';
import { EntryIcon } from '../../parts/key/entry-icon.tsx';
import { keyInWords } from '../../parts/key/key-words.ts';
import { ServerFetcher } from '../../parts/key-store/server-fetcher.tsx';
import { StoreOpener } from '../../parts/key-store/store-opener.tsx';
import { useKeyStore } from '../../parts/key-store/use-key-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExpiryMark } from '../../ui/expiry-bar.tsx';
import { type Item, ItemList } from '../../ui/item-list.tsx';
import { secondsOf } from '../../ui/local-time.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { sentence } from '../../ui/sentence.ts';
import { useNow } from '../../ui/use-now.ts';
import { entryColumns } from '../keys/entry-words.ts';
import { ConvertDialog } from './convert-dialog.tsx';
import { StoreEntryView } from './store-entry-view.tsx';
import { formatWords, integrityBadges, kindWords } from './store-words.ts';

/** Looks into any key store or certificate file, and takes certificates out of it. */
export function Certificates() {
  const opener = useKeyStore();
  const [alias, setAlias] = useState<string | undefined>(undefined);
  const [converting, setConverting] = useState(false);
  const now = useNow(60_000);
  const { store } = opener;
  const entry = store?.entries.find((each) => each.alias === alias) ?? store?.entries[0];
  const items = useMemo(() => (store?.entries ?? []).map((each) => toItem(each, now)), [store, now]);
  const integrity = store ? integrityBadges[store.integrity] : undefined;
  return (
    <>
      <PageHeading title="Certificates">
        Open a key store or certificate, and export what the server wants, as keytool would.
      </PageHeading>
      <div className={store && entry ? 'table-beside' : 'stack-loose'}>
        <div className="stack-loose table-beside-top">
          <Panel title="File">
            <StoreOpener opener={opener} />
            <Disclosure title="From a TLS server">
              <ServerFetcher opener={opener} />
            </Disclosure>
          </Panel>
          {store?.repairs ? (
            <Notice tone="info" title="Mended to be read">
              {store.repairs.map(sentence).join('. ')}
            </Notice>
          ) : null}
          {store?.closed ? (
            <Notice tone="warning" title="Something in the file stays closed">
              {store.closed.map(sentence).join('. ')}
            </Notice>
          ) : null}
        </div>
        {store && entry ? (
          <>
            <Panel
              title="Entries"
              note={
                <>
                  <Badge>{opener.fetched ? 'TLS' : formatWords[store.format]}</Badge>
                  {integrity ? <Badge tone={integrity.tone}>{integrity.words}</Badge> : null}
                </>
              }
              actions={
                <Button size="small" onClick={() => setConverting(true)}>
                  Convert
                </Button>
              }
              flush
            >
              <ItemList
                key={store.store}
                label="Entries"
                columns={entryColumns}
                selected={entry.alias}
                onSelect={setAlias}
                items={items}
              />
            </Panel>
            <ConvertDialog
              key={store.store}
              store={store}
              open={converting}
              onClose={() => setConverting(false)}
            />
            <StoreEntryView key={`${store.store} ${entry.alias}`} store={store} entry={entry} />
          </>
        ) : (
          <Panel title="Entries">
            <EmptyState
              icon={<FileSearch aria-hidden="true" />}
              title={store ? 'The file holds no entries' : 'What is in the file appears here'}
            >
              Certificates and chains, what they are valid for, their fingerprints, and how to export them.
            </EmptyState>
          </Panel>
        )}
      </div>
    </>
  );
}

function toItem(entry: ListedEntry, now: number): Item {
  const { alias, kind, key, chain } = entry;
  const [leaf] = chain;
  const shownKey = key ?? leaf?.key;
  return {
    id: alias,
    icon: () => <EntryIcon kind={kind} />,
    title: alias,
    cells: [kindWords[kind], shownKey ? keyInWords(shownKey) : '', leaf ? commonName(leaf.subject) : ''],
    mark: () => (
      <>
        {key && !key.readable ? <Badge>locked</Badge> : null}
        {entry.problem ? <Badge tone="warning">problem</Badge> : null}
      </>
    ),
    ...(leaf === undefined
      ? {}
      : {
          rank: secondsOf(leaf.notAfter),
          more: () => <ExpiryMark notBefore={leaf.notBefore} notAfter={leaf.notAfter} now={now} />,
        }),
  };
}
