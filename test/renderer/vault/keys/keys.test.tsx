import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../shared/base/result.ts';
import type { Flow } from '../../../../shared/contract/flows.ts';
import { MemoryCore, testHome } from '../../../support/memory-core.ts';
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

  it('leaves the vault encrypted, and only once it was confirmed', async () => {
    const core = new MemoryCore();
    await core.addKey();
    const file = join(core.home, 'key.pem');
    const form = await open(core);
    type(form, 'Password of the file', 'correct horse');
    type(form, 'Password of the file again', 'correct horse');
    type(form, 'Path of the new file', file);
    fireEvent.click(form.getByRole('button', { name: 'Export' }));
    const confirm = await confirmation();
    await waitFor(() => expect(document.activeElement).toBe(confirm.getByRole('button', { name: 'Cancel' })));
    expect(existsSync(file)).toBe(false);
    fireEvent.click(confirm.getByRole('button', { name: 'Export private key' }));
    const done = await dialog('Export private key');
    expect(await done.findByText(`Written: ${file}`)).toBeTruthy();
    const key = createPrivateKey({ key: readFileSync(file), passphrase: 'correct horse' });
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it('leaves it unencrypted only after a second yes', async () => {
    const home = testHome();
    const file = join(home, 'key.pem');
    const core = new MemoryCore({
      home,
      face: 'desktop',
      chooseSavePath: async () => file,
    });
    await core.addKey();
    const form = await open(core);
    await waitFor(() => expect(form.queryByLabelText('Path of the new file')).toBeNull());
    fireEvent.click(form.getByLabelText('Without encryption'));
    fireEvent.click(form.getByRole('button', { name: 'Export' }));
    const confirm = await confirmation();
    const button = () => confirm.getByRole('button', { name: 'Export unencrypted' });
    expect(button().hasAttribute('disabled')).toBe(true);
    fireEvent.click(confirm.getByRole('checkbox'));
    fireEvent.click(button());
    await waitFor(() =>
      expect(createPrivateKey(readFileSync(file)).asymmetricKeyDetails?.modulusLength).toBe(2048),
    );
  });

  it('is not written over a file that is there; the password is asked for again', async () => {
    const core = new MemoryCore();
    await core.addKey();
    const file = join(core.home, 'key.pem');
    writeFileSync(file, 'of somebody else');
    const form = await open(core);
    type(form, 'Password of the file', 'correct horse');
    type(form, 'Password of the file again', 'correct horse');
    type(form, 'Path of the new file', file);
    fireEvent.click(form.getByRole('button', { name: 'Export' }));
    fireEvent.click((await confirmation()).getByRole('button', { name: 'Export private key' }));
    const again = await dialog('Export private key');
    expect((await again.findByRole('alert')).textContent).toMatch(/already/);
    expect(again.getByLabelText<HTMLInputElement>('Password of the file').value).toBe('');
    expect(again.getByLabelText<HTMLInputElement>('Path of the new file').value).toBe(file);
    expect(readFileSync(file, 'utf8')).toBe('of somebody else');
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
