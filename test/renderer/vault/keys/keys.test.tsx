import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeClient } from '../../../fakes/fake-client.ts';
import { goTo, renderApp } from '../../render-app.tsx';

const dialog = async (name: string) => within(await screen.findByRole('dialog', { name }));

describe('the list', () => {
  it('is searched by tag and thumbprint, and shows one kind alone', async () => {
    const client = new FakeClient()
      .withKey('gateway-key', { tags: ['production'] })
      .withKey('weak-key', { key: { type: 'RSA', bits: 1024 }, chain: [] })
      .withKey('a secret', { kind: 'client-secret', chain: [], algorithms: [] });
    await renderApp(client);
    const keys = await goTo('Keys');
    const list = within(await keys.findByRole('list', { name: 'Vault entries' }));
    const shown = () => list.getAllByRole('button').map((row) => row.textContent ?? '');
    expect(shown()).toHaveLength(3);
    expect(list.getByText('weak')).toBeTruthy();
    const search = keys.getByLabelText('Filter vault entries');
    fireEvent.change(search, { target: { value: 'production' } });
    expect(shown()).toEqual([expect.stringContaining('gateway-key')]);
    fireEvent.change(search, { target: { value: '' } });
    fireEvent.change(keys.getByLabelText('Show'), { target: { value: 'secret' } });
    expect(shown()).toEqual([expect.stringContaining('a secret')]);
  });

  it('of a thousand entries draws those in view alone', async () => {
    const client = new FakeClient();
    for (let count = 0; count < 1000; count++) client.withKey(`key-${count}`);
    await renderApp(client);
    const keys = await goTo('Keys');
    const list = within(await keys.findByRole('list', { name: 'Vault entries' }));
    expect(list.getAllByRole('button').length).toBeLessThan(40);
    fireEvent.change(keys.getByLabelText('Filter vault entries'), { target: { value: 'key-987' } });
    await waitFor(() => expect(list.getAllByRole('button')).toHaveLength(1));
  });
});

describe('an entry', () => {
  it('takes tags and a note', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    const keys = await goTo('Keys');
    expect(keys.queryByRole('button', { name: 'Save' })).toBeNull();
    fireEvent.change(await keys.findByLabelText('Tags'), { target: { value: 'test, #gateway' } });
    fireEvent.change(keys.getByLabelText('Note'), { target: { value: 'from Ada ' } });
    fireEvent.click(keys.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(keys.queryByRole('button', { name: 'Save' })).toBeNull());
    expect(client.inputsOf('vault.annotate')).toEqual([
      { entry: 'entry-1', tags: ['test', 'gateway'], note: 'from Ada' },
    ]);
    expect(keys.getByText(/#test #gateway/)).toBeTruthy();
  });

  it('says which saved flows would lose it by another name', async () => {
    const client = new FakeClient().withKey('gateway-key');
    client.library = {
      environments: [],
      flows: [
        {
          name: 'nightly',
          endpoint: 'https://a.example/token',
          grant: 'jwt-bearer',
          key: 'gateway-key',
          auth: { method: 'none' },
        },
      ],
    };
    await renderApp(client);
    const keys = await goTo('Keys');
    expect(await keys.findByText(/the flow nightly/)).toBeTruthy();
    fireEvent.click(keys.getByRole('button', { name: 'Rename' }));
    expect((await dialog('Rename gateway-key')).getByText('Named by nightly')).toBeTruthy();
  });
});

describe('a new key', () => {
  it('gets a request for a certificate in place of one', async () => {
    const client = new FakeClient();
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Generate key' }));
    const generate = await dialog('Generate key');
    fireEvent.change(generate.getByLabelText('Certificate'), { target: { value: 'request' } });
    fireEvent.change(generate.getByLabelText('Subject'), { target: { value: 'CN=a,O=b' } });
    fireEvent.click(generate.getByRole('button', { name: 'Generate' }));
    expect(await generate.findByText(/BEGIN CERTIFICATE REQUEST/)).toBeTruthy();
    expect(client.inputsOf('vault.generate')).toEqual([{ name: 'my-key', type: 'rsa', bits: 2048 }]);
    expect(client.inputsOf('certificate.request')).toEqual([{ entry: 'entry-1', subject: 'CN=a,O=b' }]);
    fireEvent.click(generate.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
    expect(await keys.findByRole('button', { name: 'Export private key' })).toBeTruthy();
  });
});

describe('a private key', () => {
  const open = async (client: FakeClient) => {
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Export private key' }));
    return dialog('Export private key');
  };
  const type = (where: Awaited<ReturnType<typeof dialog>>, label: string, value: string) =>
    fireEvent.change(where.getByLabelText(label), { target: { value } });
  const confirmation = async () => within(await screen.findByRole('alertdialog'));

  it('leaves the vault encrypted, and only once it was confirmed', async () => {
    const client = new FakeClient().withKey();
    const form = await open(client);
    type(form, 'Password of the file', 'correct horse');
    type(form, 'Password of the file again', 'correct horse');
    type(form, 'Path of the new file', '/home/me/key.pem');
    fireEvent.click(form.getByRole('button', { name: 'Export' }));
    const confirm = await confirmation();
    await waitFor(() => expect(document.activeElement).toBe(confirm.getByRole('button', { name: 'Cancel' })));
    expect(client.inputsOf('vault.export')).toEqual([]);
    fireEvent.click(confirm.getByRole('button', { name: 'Export private key' }));
    const done = await dialog('Export private key');
    expect(await done.findByText('Written: /home/me/key.pem')).toBeTruthy();
    expect(client.inputsOf('vault.export')).toEqual([
      {
        entry: 'entry-1',
        format: 'pkcs8',
        password: 'correct horse',
        confirm: true,
        file: '/home/me/key.pem',
      },
    ]);
  });

  it('leaves it unencrypted only after a second yes', async () => {
    const client = new FakeClient().withKey();
    client.face = 'desktop';
    const form = await open(client);
    await waitFor(() => expect(form.queryByLabelText('Path of the new file')).toBeNull());
    fireEvent.click(form.getByLabelText('Without encryption'));
    fireEvent.click(form.getByRole('button', { name: 'Export' }));
    const confirm = await confirmation();
    const button = () => confirm.getByRole('button', { name: 'Export unencrypted' });
    expect(button().hasAttribute('disabled')).toBe(true);
    fireEvent.click(confirm.getByLabelText('I want it unencrypted all the same'));
    fireEvent.click(button());
    await waitFor(() =>
      expect(client.inputsOf('vault.export')).toEqual([
        { entry: 'entry-1', format: 'pkcs8', unencrypted: true, confirm: true },
      ]),
    );
  });

  it('is not written when the core refuses; the password is asked for again', async () => {
    const client = new FakeClient().withKey();
    client.vaultFailures = { export: { code: 'file-exists', message: 'there is a file already' } };
    const form = await open(client);
    type(form, 'Password of the file', 'correct horse');
    type(form, 'Password of the file again', 'correct horse');
    type(form, 'Path of the new file', '/home/me/key.pem');
    fireEvent.click(form.getByRole('button', { name: 'Export' }));
    fireEvent.click((await confirmation()).getByRole('button', { name: 'Export private key' }));
    const again = await dialog('Export private key');
    expect((await again.findByRole('alert')).textContent).toContain('There is a file already');
    expect(again.getByLabelText<HTMLInputElement>('Password of the file').value).toBe('');
    expect(again.getByLabelText<HTMLInputElement>('Path of the new file').value).toBe('/home/me/key.pem');
  });
});

it('what is typed into a password field is shown only while its owner wants to see it', async () => {
  await renderApp(new FakeClient());
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
