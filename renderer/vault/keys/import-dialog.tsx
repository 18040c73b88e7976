import { useState } from 'react';
import { EntryIcon } from '../../parts/key/entry-icon.tsx';
import { keyInWords } from '../../parts/key/key-words.ts';
import { ImportForm } from '../../parts/key-store/import-form.tsx';
import { StoreOpener } from '../../parts/key-store/store-opener.tsx';
import { useKeyStore } from '../../parts/key-store/use-key-store.ts';
import { useVault } from '../../state/vault.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ItemList } from '../../ui/item-list.tsx';

interface ImportDialogProps {
  open: boolean;
  onClose: () => void;
  onDone: (entry: string) => void;
}

/** Takes a key with its certificates, or a certificate, out of a file into the vault. */
export function ImportDialog({ open, onClose, onDone }: ImportDialogProps) {
  const opener = useKeyStore();
  const { refresh } = useVault();
  const [alias, setAlias] = useState<string | undefined>(undefined);
  const { store } = opener;
  const entry = store?.entries.find((each) => each.alias === alias) ?? store?.entries[0];
  const close = () => {
    opener.close();
    setAlias(undefined);
    onClose();
  };
  return (
    <Dialog
      title="Import key"
      description="Open the file that holds it; then choose what to take."
      open={open}
      onClose={close}
      width="wide"
    >
      <StoreOpener opener={opener} />
      {store && store.entries.length > 1 ? (
        <ItemList
          label="Entries of the file"
          selected={entry?.alias}
          onSelect={setAlias}
          items={store.entries.map((each) => ({
            id: each.alias,
            icon: () => <EntryIcon kind={each.kind} />,
            title: each.alias,
            note: each.key ? keyInWords(each.key) : each.kind,
          }))}
        />
      ) : null}
      {store && entry ? (
        <ImportForm
          key={`${store.store} ${entry.alias}`}
          store={store}
          entry={entry}
          onDone={(id) => {
            opener.close();
            void refresh().then(() => onDone(id));
          }}
        />
      ) : null}
    </Dialog>
  );
}
