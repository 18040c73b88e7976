import { useState } from 'react';
import type { ConvertedKeyStore, OpenKeyStore } from '../../../shared/contract/keystore.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useFace } from '../../client/use-face.ts';
import { useTask } from '../../client/use-task.ts';
import { isDelivered } from '../../parts/written-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { fetchDownload } from '../../ui/save-file.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type ConvertForm, convertInput, emptyForm, questions, targetChoices } from './convert-form.ts';

interface ConvertDialogProps {
  store: OpenKeyStore;
  open: boolean;
  onClose: () => void;
}

/** Writes what a file holds into a new one, of another kind. The core makes it: private keys are never shown here. */
export function ConvertDialog({ store, open, onClose }: ConvertDialogProps) {
  const client = useClient();
  const task = useTask();
  const [form, setForm] = useState<ConvertForm>(emptyForm);
  const [tried, setTried] = useState(false);
  const [converted, setConverted] = useState<ConvertedKeyStore | null>(null);
  const isDesktop = useFace() === 'desktop';
  const set = (change: Partial<ConvertForm>) => {
    setConverted(null);
    setForm((before) => ({ ...before, ...change }));
  };
  const asked = questions(form, store, isDesktop);
  const input = convertInput(form, store, isDesktop);
  const problems = input.ok || !tried ? {} : input.problems;

  const convert = async () => {
    setTried(true);
    if (!input.ok) return;
    const answer = await task.run(() => client.keystore.convert(input.value));
    if (!answer) return;
    setTried(false);
    setForm((before) => ({ ...before, password: '', again: '' }));
    if (!isDelivered(answer)) return;
    fetchDownload(answer);
    setConverted(answer);
  };
  return (
    <Dialog
      title={`Convert ${store.name}`}
      description="All of its entries, into a new file."
      open={open}
      onClose={onClose}
      onSubmit={() => void convert()}
      footer={
        <>
          <Button onClick={onClose}>{converted ? 'Close' : 'Cancel'}</Button>
          <Button variant="primary" type="submit" pending={task.pending}>
            Convert
          </Button>
        </>
      }
    >
      <Select label="New format" value={form.to} choices={targetChoices} onChange={(to) => set({ to })} />
      {asked.unencrypted ? (
        <Checkbox
          label="Private keys without encryption"
          checked={form.unencrypted}
          onChange={(unencrypted) => set({ unencrypted })}
          hint={
            form.to === 'jwks'
              ? 'Otherwise the set holds public keys alone.'
              : 'Whoever reads the file then has the keys.'
          }
        />
      ) : null}
      {asked.password ? (
        <div className="fields-row">
          <TextField
            label="New password"
            type="password"
            autoComplete="new-password"
            value={form.password}
            onChange={(password) => set({ password })}
            problem={problems.password}
          />
          <TextField
            label="New password again"
            type="password"
            autoComplete="new-password"
            value={form.again}
            onChange={(again) => set({ again })}
          />
        </div>
      ) : null}
      {asked.legacy ? (
        <Checkbox
          label="For old Windows and Java"
          checked={form.legacy}
          onChange={(legacy) => set({ legacy })}
          hint="3DES and SHA-1, where AES is not understood."
        />
      ) : null}
      <ErrorNotice error={task.error} />
      {converted ? (
        <Notice
          tone="success"
          title={converted.written === null ? 'Downloaded by your browser' : `Written: ${converted.written}`}
        >
          {converted.entries.length === 1 ? '1 entry' : `${converted.entries.length} entries`}
        </Notice>
      ) : null}
    </Dialog>
  );
}
