import { useState } from 'react';
import type { ExportedFile } from '../../../shared/contract/certificate.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  type CertificateForm,
  certificateInput,
  certificateKinds,
  purposeChoices,
} from './certificate-form.ts';
import { subjectFor } from './entry-words.ts';
import { RequestView } from './request-view.tsx';

interface CertificateDialogProps {
  entry: VaultEntry;
  open: boolean;
  onClose: () => void;
}

/** Makes a certificate request, or a new self-signed certificate, for a key of the vault. */
export function CertificateDialog({ entry, open, onClose }: CertificateDialogProps) {
  return (
    <Dialog
      title="New certificate"
      description={`For the key ${entry.name}, which does not leave the vault for it.`}
      open={open}
      onClose={onClose}
      width="wide"
    >
      <CertificateFields entry={entry} onClose={onClose} />
    </Dialog>
  );
}

function CertificateFields({ entry, onClose }: Omit<CertificateDialogProps, 'open'>) {
  const client = useClient();
  const { refresh } = useVault();
  const task = useTask();
  const [request, setRequest] = useState<ExportedFile | null>(null);
  const [form, setForm] = useState<CertificateForm>(() => ({
    kind: 'request',
    subject: entry.chain[0]?.subject ?? subjectFor(entry.name),
    names: entry.chain[0]?.san.join(' ') ?? '',
    purpose: 'any',
    days: '365',
  }));
  const set = (change: Partial<CertificateForm>) => {
    setForm((before) => ({ ...before, ...change }));
    setRequest(null);
  };
  const input = certificateInput(form);

  const run = async () => {
    if (!input.ok) return;
    const { days, ...asked } = input.value;
    if (form.kind === 'request') {
      const file = await task.run(() => client.certificate.request({ entry: entry.id, ...asked }));
      if (file) setRequest(file);
      return;
    }
    const made = await task.run(() => client.certificate.create({ entry: entry.id, ...asked, days }));
    if (!made) return;
    await refresh();
    onClose();
  };
  const enter = () => void run();
  return (
    <>
      <Select
        label="Kind"
        value={form.kind}
        choices={certificateKinds}
        onChange={(kind) => set({ kind })}
        hint={
          form.kind === 'self-signed'
            ? 'Servers that hold the present certificate must be given the new one.'
            : undefined
        }
      />
      <TextField
        label="Subject"
        mono
        value={form.subject}
        onChange={(subject) => set({ subject })}
        onEnter={enter}
        problem={input.ok ? undefined : input.problems.subject}
      />
      <TextField
        label="Alternative names"
        mono
        value={form.names}
        onChange={(names) => set({ names })}
        onEnter={enter}
        placeholder="client.example 192.0.2.7"
        hint="Host names, addresses, URIs, mail addresses. Leave empty where only the key matters."
      />
      <div className="fields-row">
        <Select
          label="Purpose"
          value={form.purpose}
          choices={purposeChoices}
          onChange={(purpose) => set({ purpose })}
        />
        {form.kind === 'self-signed' ? (
          <TextField
            label="Days"
            type="number"
            value={form.days}
            onChange={(days) => set({ days })}
            onEnter={enter}
            problem={input.ok ? undefined : input.problems.days}
          />
        ) : null}
      </div>
      <ErrorNotice error={task.error} />
      {request ? (
        <RequestView request={request} onClose={onClose} />
      ) : (
        <div className="row row-end">
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" pending={task.pending} disabled={!input.ok} onClick={enter}>
            {form.kind === 'request' ? 'Make request' : 'Make certificate'}
          </Button>
        </div>
      )}
    </>
  );
}
