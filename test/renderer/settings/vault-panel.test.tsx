import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeClient, fakePassword } from '../../fakes/fake-client.ts';
import { goTo, renderApp } from '../render-app.tsx';

const chip = (words: RegExp) => screen.findByRole('button', { name: words });
const dialog = async (name: string) => within(await screen.findByRole('dialog', { name }));
type Within = Awaited<ReturnType<typeof dialog>>;
const type = (where: Within, label: string, value: string) =>
  fireEvent.change(where.getByLabelText(label), { target: { value } });
const press = (where: Within, name: string) => fireEvent.click(where.getByRole('button', { name }));
const typedIn = (where: Within, label: string) => where.getByLabelText<HTMLInputElement>(label).value;

describe('Settings of the vault', () => {
  const settings = async (client: FakeClient) => {
    client.state = 'unlocked';
    await renderApp(client);
    const page = await goTo('Settings');
    await page.findByRole('heading', { name: 'Settings' });
    return page;
  };

  it('lock it after the time chosen, and keep the theme', async () => {
    const client = new FakeClient();
    const page = await settings(client);
    fireEvent.change(await page.findByLabelText('Lock when no key was used for'), { target: { value: '5' } });
    expect(client.settings).toEqual({ theme: 'light', lockAfterMinutes: 5 });
    fireEvent.click(page.getByRole('button', { name: 'Lock vault' }));
    expect(await chip(/^Vault: Locked/)).toBeTruthy();
  });

  it('change the passphrase, and say when the present one is wrong', async () => {
    const client = new FakeClient();
    const page = await settings(client);
    fireEvent.click(await page.findByRole('button', { name: 'Change passphrase' }));
    const change = await dialog('Change passphrase');
    const fill = (current: string) => {
      type(change, 'Present passphrase', current);
      type(change, 'New passphrase', 'correct horse');
      type(change, 'New passphrase again', 'correct horse');
      press(change, 'Change passphrase');
    };
    fill('not it');
    expect((await change.findByRole('alert')).textContent).toMatch(/not a passphrase/);
    expect(typedIn(change, 'Present passphrase')).toBe('');
    fill(fakePassword);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(client.inputsOf('vault.changePassphrase').at(-1)).toEqual({
      current: fakePassword,
      passphrase: 'correct horse',
    });
  });

  it('remove a way in, but never the only one', async () => {
    const client = new FakeClient();
    client.slots = [...client.slots, { id: 'slot-2', kind: 'passphrase', label: 'for scripts' }];
    const page = await settings(client);
    fireEvent.click(await page.findByRole('button', { name: 'Remove for scripts' }));
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
    const last = await page.findByRole('button', { name: 'The only way in cannot be removed' });
    expect(last.hasAttribute('disabled')).toBe(true);
    expect(client.inputsOf('vault.removeSlot')).toEqual([{ slot: 'slot-2' }]);
  });

  it('make a new data key for the passphrases that are typed, and drop others only when told to', async () => {
    const client = new FakeClient();
    client.slots = [...client.slots, { id: 'slot-2', kind: 'passphrase', label: 'for scripts' }];
    const page = await settings(client);
    fireEvent.click(await page.findByRole('button', { name: 'New data key' }));
    const rotate = await dialog('New data key');
    const button = () => rotate.getByRole('button', { name: 'Encrypt anew' });
    expect(button().hasAttribute('disabled')).toBe(true);
    type(rotate, 'Passphrase', fakePassword);
    expect(button().hasAttribute('disabled')).toBe(true);
    fireEvent.click(rotate.getByLabelText('Remove for scripts'));
    fireEvent.click(button());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(client.inputsOf('vault.rotate')).toEqual([{ passphrases: [fakePassword], dropOthers: true }]);
  });

  it('back up and restore', async () => {
    const client = new FakeClient();
    const page = await settings(client);
    fireEvent.click(await page.findByRole('button', { name: 'Back up' }));
    const backup = await dialog('Back up vault');
    type(backup, 'Passphrase of the backup', 'correct horse');
    type(backup, 'Passphrase of the backup again', 'correct horse');
    press(backup, 'Back up');
    expect(backup.getByText('where the file is to be written')).toBeTruthy();
    type(backup, 'Path of the new file', '/home/me/b.backup');
    press(backup, 'Back up');
    expect(await backup.findByText('Written: /home/me/b.backup')).toBeTruthy();
    fireEvent.click(backup.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

    fireEvent.click(page.getByRole('button', { name: 'Restore backup' }));
    const restore = await dialog('Restore backup');
    const input = restore.getByLabelText('Open backup', { selector: 'input' });
    fireEvent.change(input, { target: { files: [new File(['x'], 'b.backup')] } });
    type(restore, 'Passphrase of the backup', fakePassword);
    press(restore, 'Restore');
    expect(await restore.findByText('1 entry is restored')).toBeTruthy();
    expect(client.entries.map(({ name }) => name)).toEqual(['restored-key']);
  });

  it('let the keychain open it, and anew after the keychain was reset', async () => {
    const client = new FakeClient();
    client.keychain = { state: 'available' };
    const page = await settings(client);
    fireEvent.click(await page.findByRole('button', { name: 'Add keychain' }));
    fireEvent.click(await page.findByRole('button', { name: 'Renew' }));
    await waitFor(() => expect(client.inputsOf('vault.addKeychain')).toHaveLength(2));
    expect(client.slots.filter(({ kind }) => kind === 'keychain')).toHaveLength(1);
  });

  it('erase everything once it is typed, and begin anew', async () => {
    const client = new FakeClient().withKey();
    const page = await settings(client);
    fireEvent.click(await page.findByRole('button', { name: 'Erase everything' }));
    const erase = await dialog('Erase everything');
    const button = () => erase.getByRole('button', { name: 'Erase everything' });
    type(erase, 'Type “erase everything”', 'erase');
    expect(button().hasAttribute('disabled')).toBe(true);
    type(erase, 'Type “erase everything”', 'erase everything');
    fireEvent.click(button());
    expect(await chip(/^Vault: Memory only/)).toBeTruthy();
    expect(screen.getByRole('main', { name: 'Compose' })).toBeTruthy();
    expect(client.entries).toEqual([]);
  });
});
