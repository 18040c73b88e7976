import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
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

const keychainHere = { id: 'k', kind: 'keychain', machine: 'me@here', here: true } as const;

describe('a vault that is made', () => {
  it.each([
    [{ state: 'none' } as const, /no keychain/],
    [{ state: 'basic-text' } as const, /everybody knows/],
    [{ state: 'unavailable', reason: 'the wallet is closed' } as const, /the wallet is closed/],
  ])('says why a passphrase is needed: %o', async (keychain, words) => {
    const client = new FakeClient();
    client.keychain = keychain;
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Memory only/));
    expect((await dialog('Create vault')).getByText(words)).toBeTruthy();
  });

  it('takes a passphrase typed twice, says how good it is, and keeps it nowhere', async () => {
    const client = new FakeClient();
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Memory only/));
    const create = await dialog('Create vault');
    type(create, 'Passphrase', 'correct horse');
    expect(create.getByText(/Weak against a patient guesser/)).toBeTruthy();
    press(create, 'Create vault');
    expect(create.getByText('the two are not the same')).toBeTruthy();
    expect(client.inputsOf('vault.create')).toEqual([]);
    type(create, 'Passphrase again', 'correct horse');
    press(create, 'Create vault');
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
    expect(client.inputsOf('vault.create')).toEqual([{ passphrase: 'correct horse' }]);
  });

  it('can be opened by the keychain alone, and then offers a passphrase', async () => {
    const client = new FakeClient();
    client.keychain = { state: 'available' };
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Memory only/));
    const create = await dialog('Create vault');
    client.slots = [keychainHere];
    press(create, 'Create vault');
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
    expect(client.inputsOf('vault.create')).toEqual([{ keychain: true }]);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Add passphrase' }));
    const add = await dialog('Add passphrase');
    type(add, 'Passphrase', 'correct horse');
    type(add, 'Passphrase again', 'correct horse');
    type(add, 'Label', 'for scripts');
    press(add, 'Add passphrase');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(client.inputsOf('vault.addPassphrase')).toEqual([
      { passphrase: 'correct horse', label: 'for scripts' },
    ]);
    const ways = within(screen.getByRole('list', { name: 'What opens the vault' }));
    expect(ways.getByText('for scripts')).toBeTruthy();
  });

  it('says that the disk is full, and asks again', async () => {
    const client = new FakeClient();
    client.vaultFailures = {
      create: { code: 'disk-full', message: 'there is no room on the disk', hint: 'make room and try again' },
    };
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Memory only/));
    const create = await dialog('Create vault');
    type(create, 'Passphrase', 'correct horse');
    type(create, 'Passphrase again', 'correct horse');
    press(create, 'Create vault');
    expect((await create.findByRole('alert')).textContent).toMatch(/no room.*Make room/);
    expect(typedIn(create, 'Passphrase')).toBe('');
    expect(typedIn(create, 'Passphrase again')).toBe('');
  });
});

describe('a locked vault', () => {
  it('opens by the keychain at one press', async () => {
    const client = new FakeClient().withKey();
    client.state = 'locked';
    client.keychain = { state: 'available' };
    client.slots = [keychainHere];
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Locked/));
    const unlock = await dialog('Unlock vault');
    expect(unlock.queryByLabelText('Passphrase')).toBeNull();
    press(unlock, 'Unlock with keychain');
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
    expect(client.inputsOf('vault.unlock')).toEqual([{}]);
  });

  it('says that the keychain has changed, and takes the passphrase', async () => {
    const client = new FakeClient().withKey();
    client.state = 'locked';
    client.keychain = { state: 'available' };
    client.slots = [...client.slots, keychainHere];
    client.vaultFailures = {
      unlock: { code: 'keychain-changed', message: 'the keychain no longer holds the vault’s key' },
    };
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Locked/));
    const unlock = await dialog('Unlock vault');
    press(unlock, 'Unlock with keychain');
    expect((await unlock.findByRole('alert')).textContent).toMatch(/no longer holds/);
    client.vaultFailures = {};
    type(unlock, 'Passphrase', fakePassword);
    press(unlock, 'Unlock vault');
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
  });

  it.each([
    ['unavailable', [keychainHere], /keychain cannot be used now/],
    ['none', [keychainHere], /Nothing here opens this vault/],
    ['available', [{ ...keychainHere, here: false, machine: 'me@there' }], /me@there/],
  ] as const)('says what to do when nothing opens it: keychain %s', async (state, slots, words) => {
    const client = new FakeClient().withKey();
    client.state = 'locked';
    client.keychain = { state };
    client.slots = [...slots];
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Locked/));
    const unlock = await dialog('Unlock vault');
    expect(unlock.getAllByText(words).length).toBeGreaterThan(0);
    expect(unlock.queryByRole('button', { name: /^Unlock/ })).toBeNull();
  });

  it('is unlocked first, and then goes on with what was asked for', async () => {
    const client = new FakeClient().withKey();
    client.state = 'locked';
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Generate key' }));
    const unlock = await dialog('Unlock vault');
    type(unlock, 'Passphrase', fakePassword);
    press(unlock, 'Unlock vault');
    expect(await screen.findByRole('dialog', { name: 'Generate key' })).toBeTruthy();
  });

  it('forgets what was asked for when the dialog is closed', async () => {
    const client = new FakeClient().withKey();
    client.state = 'locked';
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Remove' }));
    press(await dialog('Unlock vault'), 'Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    client.state = 'unlocked';
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
    expect(client.inputsOf('vault.remove')).toEqual([]);
  });

  it('names what another Signet’s vault keeps in memory', async () => {
    const client = new FakeClient().withKey('mine', { unsaved: true });
    client.state = 'locked';
    client.unsaved = 1;
    await renderApp(client);
    const keys = await goTo('Keys');
    expect((await keys.findAllByText('not saved')).length).toBeGreaterThan(0);
    fireEvent.click(await chip(/^Vault: Locked/));
    expect((await dialog('Unlock vault')).getByText('1 entry is in memory only')).toBeTruthy();
  });
});

it('a vault that locks itself is shown locked, without being asked', async () => {
  const client = new FakeClient().withKey();
  client.state = 'unlocked';
  await renderApp(client);
  expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
  client.state = 'locked';
  expect(await chip(/^Vault: Locked/)).toBeTruthy();
  const keys = await goTo('Keys');
  expect(await keys.findByText('The vault is locked')).toBeTruthy();
});

describe('a damaged vault', () => {
  it('that cannot be read is rescued, and it is told what came of it', async () => {
    const client = new FakeClient().withKey();
    const damaged = { code: 'vault-damaged', message: 'the vault file is damaged' } as const;
    client.damage = 'damaged';
    client.vaultFailures = { status: damaged, list: damaged };
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Damaged/));
    const rescue = await dialog('Rescue vault');
    expect(rescue.getByText('The vault file is damaged')).toBeTruthy();
    type(rescue, 'Passphrase', fakePassword);
    client.vaultFailures = {};
    press(rescue, 'Rescue vault');
    expect(await screen.findByText('1 entry is rescued')).toBeTruthy();
    expect(screen.getByText(/kept as .*vault\.json\.damaged/)).toBeTruthy();
    expect(client.inputsOf('vault.rescue')).toEqual([{ passphrase: fakePassword }]);
  });

  it('that can be read shows which entry was changed', async () => {
    const client = new FakeClient().withKey('whole').withKey('changed', { damaged: true });
    client.state = 'unlocked';
    client.damage = 'the vault file was changed outside Signet';
    await renderApp(client);
    const keys = await goTo('Keys');
    expect(await keys.findByText('The vault is damaged')).toBeTruthy();
    fireEvent.click(keys.getByRole('button', { name: /^changed/ }));
    expect(await keys.findByText('This entry was changed outside Signet')).toBeTruthy();
  });

  it('that cannot be asked about says why', async () => {
    const client = new FakeClient();
    client.vaultFailures = {
      status: { code: 'file-not-readable', message: 'the vault file cannot be read' },
    };
    await renderApp(client);
    expect(await chip(/^Vault: Not available/)).toBeTruthy();
    const keys = await goTo('Keys');
    expect(await keys.findByText('The vault file cannot be read.')).toBeTruthy();
    client.vaultFailures = {};
    fireEvent.click(keys.getByRole('button', { name: 'Show more' }));
    press(await dialog('Vault'), 'Look again');
    expect(await dialog('Create vault')).toBeTruthy();
  });

  it('of a newer Signet is left alone', async () => {
    const client = new FakeClient();
    client.vaultFailures = {
      status: { code: 'vault-newer', message: 'the vault was written by a newer Signet (format 9)' },
    };
    await renderApp(client);
    fireEvent.click(await chip(/^Vault: Of a newer Signet/));
    const vault = await dialog('Vault');
    expect(vault.getByText(/format 9/)).toBeTruthy();
    expect(vault.queryByRole('button', { name: /Rescue|Unlock|Create/ })).toBeNull();
  });
});
