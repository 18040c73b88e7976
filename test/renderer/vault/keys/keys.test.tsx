import { createPrivateKey } from 'node:crypto';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../shared/base/result.ts';
import type { Flow } from '../../../../shared/contract/flows.ts';
import { MemoryCore } from '../../../support/memory-core.ts';
import { dialog, goTo, renderApp } from '../../render-app.tsx';

describe('the list', () => {
  it('is searched by tag and thumbprint, and shows one kind alone', async () => {
    const core = new MemoryCore();
    const key = await core.addKey('gateway-key');
    unwrap(await core.direct.vault.annotate({ entry: key.id, tags: ['production'] }));
    await core.addKey('weak-key', 'pem/rsa-1024.pkcs8.pem');
    await core.addSecret('a secret', 'of theirs');
    await renderApp(core);
    const keys = await goTo('Keys');
    const list = within(await keys.findByRole('list', { name: 'Vault entries' }));
    const shown = () => list.getAllByRole('button').map((row) => row.textContent ?? '');
    expect(shown()).toHaveLength(3);
    expect(list.getByText('weak')).toBeTruthy();
    const search = keys.getByLabelText('Filter vault entries');
    for (const value of ['production', key.key?.thumbprint]) {
      fireEvent.change(search, { target: { value } });
      expect(shown()).toEqual([expect.stringContaining('gateway-key')]);
      fireEvent.change(search, { target: { value: '' } });
    }
    fireEvent.change(keys.getByLabelText('Show'), { target: { value: 'secret' } });
    expect(shown()).toEqual([expect.stringContaining('a secret')]);
  });

  it('is sorted by what its columns show, and back', async () => {
    const core = new MemoryCore();
    for (const name of ['key-10', 'key-9', 'Alpha']) await core.addSecret(name, 'of theirs');
    await renderApp(core);
    const keys = await goTo('Keys');
    const list = within(await keys.findByRole('list', { name: 'Vault entries' }));
    const names = () =>
      list.getAllByRole('button').map((row) => /^[\w-]+?(?= ·)/.exec(row.textContent ?? '')?.[0]);
    const before = names();
    const press = (name: string) => fireEvent.click(keys.getByRole('button', { name }));
    press('Sort by name');
    expect(names()).toEqual(['Alpha', 'key-9', 'key-10']);
    press('Sort by name, ascending');
    expect(names()).toEqual(['key-10', 'key-9', 'Alpha']);
    press('Sort by name, descending');
    expect(names()).toEqual(before);
  });

  it('of a thousand entries draws those in view alone', async () => {
    const core = new MemoryCore();
    for (let count = 0; count < 1000; count++) await core.addSecret(`key-${count}`, 'of theirs');
    await renderApp(core);
    const keys = await goTo('Keys');
    const list = within(await keys.findByRole('list', { name: 'Vault entries' }));
    expect(list.getAllByRole('button').length).toBeLessThan(40);
    fireEvent.change(keys.getByLabelText('Filter vault entries'), { target: { value: 'key-987' } });
    await waitFor(() => expect(list.getAllByRole('button')).toHaveLength(1));
  });
});

describe('an entry', () => {
  it('takes tags and a note', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    await renderApp(core);
    const keys = await goTo('Keys');
    expect(keys.queryByRole('button', { name: 'Save' })).toBeNull();
    fireEvent.change(await keys.findByLabelText('Tags'), { target: { value: 'test, #gateway' } });
    fireEvent.change(keys.getByLabelText('Note'), { target: { value: 'from Ada ' } });
    fireEvent.click(keys.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(keys.queryByRole('button', { name: 'Save' })).toBeNull());
    expect(await core.entries()).toMatchObject([{ id: key.id, tags: ['test', 'gateway'], note: 'from Ada' }]);
    expect(keys.getByText(/#test #gateway/)).toBeTruthy();
  });

  it('says which saved flows would lose it by another name', async () => {
    const core = new MemoryCore();
    await core.addKey('gateway-key');
    const flow: Flow = {
      name: 'nightly',
      endpoint: 'https://a.example/token',
      grant: 'jwt-bearer',
      key: 'gateway-key',
      auth: { method: 'none' },
    };
    unwrap(await core.direct.flows.save({ flow }));
    await renderApp(core);
    const keys = await goTo('Keys');
    expect(await keys.findByText(/the flow nightly/)).toBeTruthy();
    fireEvent.click(keys.getByRole('button', { name: 'Rename' }));
    expect((await dialog('Rename gateway-key')).getByText('Named by nightly')).toBeTruthy();
  });
});

describe('a new key', () => {
  it('gets a request for a certificate in place of one', async () => {
    const core = new MemoryCore();
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Generate key' }));
    const generate = await dialog('Generate key');
    fireEvent.change(generate.getByLabelText('Type'), { target: { value: 'ec' } });
    fireEvent.change(generate.getByLabelText('Certificate'), { target: { value: 'request' } });
    fireEvent.change(generate.getByLabelText('Subject'), { target: { value: 'CN=a,O=b' } });
    fireEvent.click(generate.getByRole('button', { name: 'Generate' }));
    expect(await generate.findByText(/BEGIN CERTIFICATE REQUEST/)).toBeTruthy();
    const [made] = await core.entries();
    expect(made).toMatchObject({ name: 'my-key', key: { type: 'EC', curve: 'P-256' }, chain: [] });
    expect(core.inputsOf('certificate.request')).toEqual([{ entry: made?.id, subject: 'CN=a,O=b' }]);
    fireEvent.click(generate.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
    expect(await keys.findByRole('button', { name: 'Export private key' })).toBeTruthy();
  });
});

describe('a private key', () => {
  const open = async (core: MemoryCore) => {
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Export private key' }));
    return dialog('Export private key');
  };
  const type = (where: Awaited<ReturnType<typeof dialog>>, label: string, value: string) =>
    fireEvent.change(where.getByLabelText(label), { target: { value } });
  const confirmation = async () => within(await screen.findByRole('alertdialog'));

  const fill = (form: Awaited<ReturnType<typeof dialog>>) => {
    type(form, 'Password of the file', 'correct horse');
    type(form, 'Password of the file again', 'correct horse');
    fireEvent.click(form.getByRole('button', { name: 'Export' }));
  };

  it('leaves the vault encrypted, once it was confirmed and the passphrase typed again', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await core.createVault();
    fill(await open(core));
    const confirm = await confirmation();
    await waitFor(() => expect(document.activeElement).toBe(confirm.getByRole('button', { name: 'Cancel' })));
    const button = () => confirm.getByRole('button', { name: 'Export private key' });
    expect(button().hasAttribute('disabled')).toBe(true);
    type(confirm, 'Vault passphrase', core.passphrase);
    fireEvent.click(button());
    const done = await dialog('Export private key');
    expect(await done.findByText('Downloaded by your browser')).toBeTruthy();
    const file = core.outlet.file('gateway-key.key.pem');
    const key = createPrivateKey({ key: file, passphrase: 'correct horse' });
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it('stays where it is after a wrong passphrase, and what was filled in is kept', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await core.createVault();
    fill(await open(core));
    const confirm = await confirmation();
    type(confirm, 'Vault passphrase', 'not the passphrase');
    fireEvent.click(confirm.getByRole('button', { name: 'Export private key' }));
    const again = await dialog('Export private key');
    expect((await again.findByRole('alert')).textContent).toMatch(/not a passphrase of the vault/);
    expect(again.getByLabelText<HTMLInputElement>('Password of the file').value).toBe('correct horse');
    expect(core.outlet.files.size).toBe(0);
    fireEvent.click(again.getByRole('button', { name: 'Export' }));
    expect((await confirmation()).getByLabelText<HTMLInputElement>('Vault passphrase').value).toBe('');
  });

  it('goes through a browser only out of a vault with a passphrase, which is offered first', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Export private key' }));
    const create = await dialog('Create vault');
    expect(create.getByText('Exporting needs a vault with a passphrase')).toBeTruthy();
    type(create, 'Passphrase', 'correct horse');
    type(create, 'Passphrase again', 'correct horse');
    fireEvent.click(create.getByRole('button', { name: 'Create vault' }));
    const form = await dialog('Export private key');
    expect(form.queryByLabelText('Without encryption')).toBeNull();
  });

  it('leaves the desktop unencrypted only after a second yes', async () => {
    const asked: string[] = [];
    const core = new MemoryCore({
      face: 'desktop',
      askUser: async ({ question }) => asked.push(question) > 0,
    });
    await core.addKey();
    const form = await open(core);
    fireEvent.click(await form.findByLabelText('Without encryption'));
    fireEvent.click(form.getByRole('button', { name: 'Export' }));
    const confirm = await confirmation();
    const button = () => confirm.getByRole('button', { name: 'Export unencrypted' });
    expect(button().hasAttribute('disabled')).toBe(true);
    fireEvent.click(confirm.getByRole('checkbox'));
    fireEvent.click(button());
    const done = await dialog('Export private key');
    expect(await done.findByText('Written: /chosen/gateway-key.key.pem')).toBeTruthy();
    const file = core.outlet.file('gateway-key.key.pem');
    expect(createPrivateKey(file).asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(asked).toEqual(['Export gateway-key from the vault?']);
  });
});

it('what is typed into a password field is shown only while its owner wants to see it', async () => {
  await renderApp(new MemoryCore());
  const keys = await goTo('Keys');
  fireEvent.click(await keys.findByRole('button', { name: 'Add secret' }));
  const add = await dialog('Add secret');
  const field = () => add.getByLabelText<HTMLInputElement>('Secret');
  fireEvent.change(field(), { target: { value: 'abc' } });
  expect(field().type).toBe('password');
  fireEvent.click(add.getByRole('button', { name: 'Show what is typed' }));
  expect(field().type).toBe('text');
  fireEvent.change(field(), { target: { value: '' } });
  expect(field().type).toBe('password');
});
