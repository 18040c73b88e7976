import { useState } from 'react';
import { useVault } from '../../app-state/vault.tsx';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { freeName } from './entry-words.ts';
import { type GenerateForm, generateInput, sizes, typeChoices } from './generate-form.ts';

interface GenerateDialogProps {
  open: boolean;
  onClose: () => void;
  onDone: (entry: string) => void;
}

/** Makes a key, with a certificate to register at a server unless it is not wanted. */
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
    certificate: true,
    subject: '',
    days: '365',
  }));
  const set = (change: Partial<GenerateForm>) => setForm((before) => ({ ...before, ...change }));
  const choices = sizes[form.type];
  const input = generateInput(form);

  const generate = async () => {
    if (!input.ok) return;
    const entry = await task.run(() => client.vault.generate(input.value));
    if (!entry) return;
    await refresh();
    onDone(entry.id);
  };
  const enter = () => void generate();
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
        <Checkbox
          label="With a self-signed certificate"
          checked={form.certificate}
          onChange={(certificate) => set({ certificate })}
          hint="Servers register the certificate to know your key by."
        />
      )}
      {form.certificate && form.type !== 'hmac' ? (
        <div className="fields-row">
          <TextField
            label="Subject"
            mono
            value={form.subject}
            placeholder={`CN=${form.name}`}
            onChange={(subject) => set({ subject })}
            onEnter={enter}
          />
          <TextField
            label="Days"
            type="number"
            value={form.days}
            onChange={(days) => set({ days })}
            onEnter={enter}
            problem={input.ok ? undefined : input.problems.days}
          />
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
