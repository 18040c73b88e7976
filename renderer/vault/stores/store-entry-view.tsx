import type { ListedEntry, OpenKeyStore } from '../../../shared/contract/keystore.ts';
import { CertificateView } from '../../parts/certificate/certificate-view.tsx';
import { ExportPanel } from '../../parts/certificate/export-panel.tsx';
import { keyInWords, unsafeFact } from '../../parts/key/key-words.ts';
import { ImportForm } from '../../parts/key-store/import-form.tsx';
import { canImport } from '../../parts/key-store/import-rules.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useVault } from '../../state/vault.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { sentence } from '../../ui/sentence.ts';
import { kindWords } from './store-words.ts';

/** One entry of an open file: its chain, its certificates, and ways to take it out. */
export function StoreEntryView({ store, entry }: { store: OpenKeyStore; entry: ListedEntry }) {
  const { refresh } = useVault();
  const { ask } = useNavigation();
  return (
    <div className="stack-loose">
      {entry.chain.length > 0 || entry.kind === 'public-key' ? (
        <Panel title="Export certificate">
          <ExportPanel source={{ store: store.store, alias: entry.alias }} chainLength={entry.chain.length} />
        </Panel>
      ) : null}
      <Panel title={entry.alias} note={<Badge>{kindWords[entry.kind]}</Badge>}>
        {entry.problem ? <Notice tone="warning" title={sentence(entry.problem.message)} /> : null}
        {entry.chain.length > 0 ? (
          <CertificateView source={{ store: store.store, alias: entry.alias }} chain={entry.chain} />
        ) : (
          <Facts
            facts={[
              { name: 'Holds', value: kindWords[entry.kind] },
              ...(entry.key ? [{ name: 'Key', value: keyInWords(entry.key) }] : []),
              ...unsafeFact(entry.key),
              ...(entry.key?.thumbprint === undefined
                ? []
                : [
                    {
                      name: 'Thumbprint',
                      value: entry.key.thumbprint,
                      copy: entry.key.thumbprint,
                      mono: true,
                    },
                  ]),
            ]}
          />
        )}
      </Panel>
      {canImport(entry) ? (
        <Panel title="Import into vault">
          <ImportForm
            store={store}
            entry={entry}
            onDone={(id) => void refresh().then(() => ask({ kind: 'show-key', entry: id }))}
          />
        </Panel>
      ) : null}
    </div>
  );
}
