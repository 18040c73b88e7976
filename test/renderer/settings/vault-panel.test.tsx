import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { dialog, goTo, renderApp } from '../render-app.tsx';

const chip = (words: RegExp) => screen.findByRole('button', { name: words });
type Within = Awaited<ReturnType<typeof dialog>>;
const type = (where: Within, label: string, value: string) =>
  fireEvent.change(where.getByLabelText(label), { target: { value } });
const press = (where: Within, name: string) => fireEvent.click(where.getByRole('button', { name }));
const typedIn = (where: Within, label: string) => where.getByLabelText<HTMLInputElement>(label).value;

describe('Settings of the vault', () => {
  const settings = async (core: MemoryCore) => {
    await core.createVault();
    await renderApp(core);
    const page = await goTo('Settings');
    await page.findByRole('heading', { name: 'Settings' });
    return page;
  };
  const opens = async (core: MemoryCore, passphrase: string) => {
    unwrap(await core.direct.vault.lock({}));
    return (await core.direct.vault.unlock({ passphrase })).ok;
  };
  const addPassphrase = async (core: MemoryCore) =>
    unwrap(
      await core.direct.vault.addPassphrase({
        passphrase: 'run by night',
        label: 'for scripts',
        vaultPassphrase: core.passphrase,
      }),
    );

  it('lock it after the time chosen, and keep the theme', async () => {
    const core = new MemoryCore();
    core.workspace.set('settings', { theme: 'light' });
    const page = await settings(core);
    fireEvent.change(await page.findByLabelText('Lock when no key was used for'), { target: { value: '5' } });
    await waitFor(() => expect(core.settings).toEqual({ theme: 'light', lockAfterMinutes: 5 }));
    const left = Date.parse((await core.vaultStatus()).locksAt ?? '') - Date.now();
    expect(left).toBeGreaterThan(4 * 60_000);
    expect(left).toBeLessThanOrEqual(5 * 60_000);
    fireEvent.click(page.getByRole('button', { name: 'Lock vault' }));
    expect(await chip(/^Vault: Locked/)).toBeTruthy();
  });

  it('change the passphrase, and say when the present one is wrong', async () => {
    const core = new MemoryCore();
    const page = await settings(core);
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
    fill(core.passphrase);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await opens(core, core.passphrase)).toBe(false);
    expect(await opens(core, 'correct horse')).toBe(true);
  });

  it('remove a way in, but never the only one', async () => {
    const core = new MemoryCore();
    await core.createVault();
    await addPassphrase(core);
    await renderApp(core);
    const page = await goTo('Settings');
    fireEvent.click(await page.findByRole('button', { name: 'Remove for scripts' }));
    const confirm = within(await screen.findByRole('alertdialog'));
    type(confirm, 'Vault passphrase', core.passphrase);
    fireEvent.click(confirm.getByRole('button', { name: 'Remove' }));
    const last = await page.findByRole('button', { name: 'The only way in cannot be removed' });
    expect(last.hasAttribute('disabled')).toBe(true);
    expect((await core.vaultStatus()).slots).toHaveLength(1);
    expect(await opens(core, 'run by night')).toBe(false);
  });

  it('make a new data key for the passphrases that are typed, and drop others only when told to', async () => {
    const core = new MemoryCore();
    await core.createVault();
    await addPassphrase(core);
    await renderApp(core);
    const page = await goTo('Settings');
    fireEvent.click(await page.findByRole('button', { name: 'New data key' }));
    const rotate = await dialog('New data key');
    const button = () => rotate.getByRole('button', { name: 'Encrypt anew' });
    expect(button().hasAttribute('disabled')).toBe(true);
    type(rotate, 'Passphrase', core.passphrase);
    expect(button().hasAttribute('disabled')).toBe(true);
    fireEvent.click(rotate.getByLabelText('Remove for scripts'));
    fireEvent.click(button());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await opens(core, 'run by night')).toBe(false);
    expect(await opens(core, core.passphrase)).toBe(true);
  });

  it('back up and restore', async () => {
    const core = new MemoryCore();
    await core.addKey('restored-key');
    const page = await settings(core);
    fireEvent.click(await page.findByRole('button', { name: 'Back up' }));
    const backup = await dialog('Back up vault');
    type(backup, 'Passphrase of the backup', 'correct horse');
    type(backup, 'Passphrase of the backup again', 'correct horse');
    type(backup, 'Vault passphrase', core.passphrase);
    press(backup, 'Back up');
    expect(await backup.findByText('Downloaded by your browser')).toBeTruthy();
    const file = core.outlet.file('signet-vault.backup');
    fireEvent.click(backup.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    for (const { id } of await core.entries()) {
      unwrap(await core.direct.vault.remove({ entry: id }));
      unwrap(await core.direct.vault.remove({ entry: id, forever: true, vaultPassphrase: core.passphrase }));
    }

    fireEvent.click(page.getByRole('button', { name: 'Restore backup' }));
    const restore = await dialog('Restore backup');
    const input = restore.getByLabelText('Open backup', { selector: 'input' });
    fireEvent.change(input, { target: { files: [new File([Uint8Array.from(file)], 'b.backup')] } });
    type(restore, 'Passphrase of the backup', 'correct horse');
    type(restore, 'Vault passphrase', core.passphrase);
    press(restore, 'Restore');
    expect(await restore.findByText('1 entry is restored')).toBeTruthy();
    expect((await core.entries()).map(({ name }) => name)).toEqual(['restored-key']);
  });

  it('let the keychain open it, and anew after the keychain was reset', async () => {
    const keychain = new FakeKeychain();
    const core = new MemoryCore({ keychain });
    const page = await settings(core);
    fireEvent.click(await page.findByRole('button', { name: 'Add keychain' }));
    const renew = await page.findByRole('button', { name: 'Renew' });
    keychain.reset();
    const file = () => readFileSync(join(core.home, 'vault.json'), 'utf8');
    const before = file();
    fireEvent.click(renew);
    await waitFor(() => expect(file()).not.toBe(before));
    unwrap(await core.direct.vault.lock({}));
    expect(await core.direct.vault.unlock({})).toMatchObject({ ok: true });
    expect((await core.vaultStatus()).slots.filter(({ kind }) => kind === 'keychain')).toHaveLength(1);
  });

  it('erase everything once it is typed, and begin anew', async () => {
    const core = new MemoryCore();
    await core.addKey();
    const page = await settings(core);
    fireEvent.click(await page.findByRole('button', { name: 'Erase everything' }));
    const erase = await dialog('Erase everything');
    const button = () => erase.getByRole('button', { name: 'Erase everything' });
    type(erase, 'Type “erase everything”', 'erase');
    expect(button().hasAttribute('disabled')).toBe(true);
    type(erase, 'Type “erase everything”', 'erase everything');
    expect(button().hasAttribute('disabled')).toBe(true);
    type(erase, 'Vault passphrase', core.passphrase);
    fireEvent.click(button());
    expect(await chip(/^Vault: Memory only/)).toBeTruthy();
    expect(screen.getByRole('main', { name: 'Compose' })).toBeTruthy();
    expect(await core.entries()).toEqual([]);
    expect(existsSync(join(core.home, 'vault.json'))).toBe(false);
  });
});
