import { useState } from 'react';
import type { ExportedFile } from '../../../shared/contract/certificate.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { freeName } from '../../parts/free-name.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type GenerateForm, generateInput, sizes, typeChoices, wishChoices } from './generate-form.ts';
import { RequestView } from './request-view.tsx';

interface GenerateDialogProps {
  open: boolean;
  onClose: () => void;
  onDone: (entry: string) => void;
}

/** Makes a key, with a certificate to register at a server, or a request for one, unless neither is wanted. */
export function GenerateDialog({ open, onClose, onDone }: GenerateDialogProps) {
  return (
    <Dialog
      title="Generate key"
      description="The private key is made in Signet’s core and stays there."
      open={open}
      onClose={onClose}
    >
      <GenerateFields onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function GenerateFields({ onClose, onDone }: Omit<GenerateDialogProps, 'open'>) {
  const client = useClient();
  const { entries, refresh } = useVault();
  const task = useTask();
  const [form, setForm] = useState<GenerateForm>(() => ({
    name: freeName('my-key', entries),
    type: 'rsa',
    size: '2048',
    certificate: 'self-signed',
    subject: '',
    days: '365',
  }));
  const set = (change: Partial<GenerateForm>) => setForm((before) => ({ ...before, ...change }));
  const choices = sizes[form.type];
  const input = generateInput(form);

  const [made, setMade] = useState<{ entry: string; request: ExportedFile } | null>(null);

  const generate = async () => {
    if (!input.ok) return;
    const entry = await task.run(() => client.vault.generate(input.value));
    if (!entry) return;
    const { request: subject } = input;
    const request =
      subject === undefined
        ? undefined
        : await task.run(() => client.certificate.request({ entry: entry.id, subject }));
    await refresh();
    if (request) setMade({ entry: entry.id, request });
    else onDone(entry.id);
  };
  const enter = () => void generate();
  if (made) {
    return (
      <>
        <p>The key is in the vault. Send this request to the authority, then add its answer to the key.</p>
        <RequestView request={made.request} onClose={() => onDone(made.entry)} />
      </>
    );
  }
  const withSubject = form.certificate !== 'none' && form.type !== 'hmac';
  return (
    <>
      <TextField
        label="Name"
        value={form.name}
        onChange={(name) => set({ name })}
        onEnter={enter}
        autoFocus
        problem={input.ok ? undefined : input.problems.name}
      />
      <div className="fields-row">
        <Select
          label="Type"
          value={form.type}
          choices={typeChoices}
          onChange={(type) => set({ type, size: sizes[type][0]?.value ?? '' })}
        />
        {choices.length > 0 ? (
          <Select
            label={form.type === 'ec' ? 'Curve' : 'Size'}
            value={form.size}
            choices={choices}
            onChange={(size) => set({ size })}
          />
        ) : null}
      </div>
      {form.type === 'hmac' ? (
        <p className="field-hint">A shared secret: there is nothing public to put into a certificate.</p>
      ) : (
        <Select
          label="Certificate"
          value={form.certificate}
          choices={wishChoices}
          onChange={(certificate) => set({ certificate })}
          hint="Servers register the certificate to know your key by."
        />
      )}
      {withSubject ? (
        <div className="fields-row">
          <TextField
            label="Subject"
            mono
            value={form.subject}
            placeholder={`CN=${form.name}`}
            onChange={(subject) => set({ subject })}
            onEnter={enter}
          />
          {form.certificate === 'self-signed' ? (
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
      ) : null}
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" pending={task.pending} disabled={!input.ok} onClick={enter}>
          Generate
        </Button>
      </div>
    </>
  );
}
