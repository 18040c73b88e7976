import { useState } from 'react';
import type { VaultEntry, WrittenFile } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useFace } from '../../client/use-face.ts';
import { useTask } from '../../client/use-task.ts';
import { NewPassphrase } from '../../parts/vault/new-passphrase.tsx';
import { useVaultPassphrase } from '../../parts/vault/vault-passphrase.tsx';
import { isDelivered, WrittenNotice } from '../../parts/written-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { fetchDownload } from '../../ui/save-file.ts';
import { Select } from '../../ui/select.tsx';
import { canBeUnencrypted, emptyForm, exportKeyInput, formatChoices } from './export-key-form.ts';

interface ExportKeyDialogProps {
  entry: VaultEntry;
  open: boolean;
  onClose: () => void;
}

/** Exports a private key or shared secret into a file that the core makes: asked, and asked again. */
export function ExportKeyDialog({ entry, open, onClose }: ExportKeyDialogProps) {
  const client = useClient();
  const task = useTask();
  const proof = useVaultPassphrase();
  const isDesktop = useFace() === 'desktop';
  const [form, setForm] = useState(() => emptyForm(entry.kind));
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [agreed, setAgreed] = useState(false);
  const [written, setWritten] = useState<WrittenFile | null>(null);
  const what = entry.kind === 'key' ? 'private key' : 'secret';
  const input = exportKeyInput(form, entry.id);
  const problems = input.ok || !tried ? {} : input.problems;
  const mayBeUnencrypted = isDesktop && canBeUnencrypted(form.format);
  const unencrypted = form.unencrypted && mayBeUnencrypted;
  const isDone = written !== null && isDelivered(written);
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));

  const ask = () => {
    setTried(true);
    setAgreed(false);
    if (input.ok) setConfirming(true);
  };
  const write = async () => {
    if (!input.ok) return;
    const file = await task.run(() => client.vault.export({ ...input.value, ...proof.input }));
    proof.clear();
    setConfirming(false);
    if (!file) return;
    set({ password: '', again: '' });
    setTried(false);
    fetchDownload(file);
    setWritten(file);
  };
  const close = () => {
    setForm(emptyForm(entry.kind));
    setTried(false);
    setWritten(null);
    proof.clear();
    task.clear();
    onClose();
  };
  return (
    <>
      <Dialog
        title={`Export ${what}`}
        description={`${entry.name}, into a new file. It stays in the vault, too.`}
        open={open && !confirming}
        onClose={close}
      >
        {isDone ? null : (
          <>
            <Select
              label="Format"
              value={form.format}
              choices={formatChoices(entry.kind)}
              onChange={(format) => set({ format })}
              hint={
                entry.chain.length > 0 && form.format !== 'jwk' ? 'Its certificates go with it.' : undefined
              }
            />
            {unencrypted ? null : (
              <NewPassphrase
                label="Password of the file"
                value={{ passphrase: form.password, again: form.again }}
                onChange={({ passphrase, again }) => set({ password: passphrase, again })}
                onEnter={ask}
                problem={problems.password}
              />
            )}
            {mayBeUnencrypted ? (
              <Checkbox
                label="Without encryption"
                checked={form.unencrypted}
                onChange={(next) => set({ unencrypted: next, password: '', again: '' })}
                hint={`Whoever reads the file then has the ${what}.`}
              />
            ) : null}
            <ErrorNotice error={task.error} />
          </>
        )}
        <WrittenNotice file={written} />
        <div className="row row-end">
          {isDone ? (
            <Button variant="primary" onClick={close}>
              Close
            </Button>
          ) : (
            <>
              <Button onClick={close}>Cancel</Button>
              <Button variant="primary" onClick={ask}>
                Export
              </Button>
            </>
          )}
        </div>
      </Dialog>
      <ConfirmDialog
        title={`Export ${entry.name}’s ${what}?`}
        open={open && confirming}
        action={unencrypted ? 'Export unencrypted' : `Export ${what}`}
        pending={task.pending}
        disabled={(unencrypted && !agreed) || !proof.isReady}
        onConfirm={() => void write()}
        onClose={() => setConfirming(false)}
      >
        {unencrypted ? (
          <>
            <p>
              The file is not encrypted. Whoever can read it, or a backup of the disk it is on, can sign as
              you.
            </p>
            <Checkbox
              label="Export without encryption"
              checked={agreed}
              onChange={setAgreed}
              hint="A password protects it at no cost."
            />
          </>
        ) : (
          <p>
            After export, Signet can’t protect this copy: whoever has the file and its password can sign as
            you.
          </p>
        )}
        {proof.field()}
      </ConfirmDialog>
    </>
  );
}
