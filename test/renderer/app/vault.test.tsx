import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';
import { FaultyFileSystem } from '../../fakes/faulty-file-system.ts';
import { MemoryCore, testHome } from '../../support/memory-core.ts';
import { dialog, goTo, renderApp } from '../render-app.tsx';

const chip = (words: RegExp) => screen.findByRole('button', { name: words });
type Within = Awaited<ReturnType<typeof dialog>>;
const type = (where: Within, label: string, value: string) =>
  fireEvent.change(where.getByLabelText(label), { target: { value } });
const press = (where: Within, name: string) => fireEvent.click(where.getByRole('button', { name }));
const typedIn = (where: Within, label: string) => where.getByLabelText<HTMLInputElement>(label).value;
const ways = async (core: MemoryCore) => (await core.vaultStatus()).slots.map(({ kind }) => kind);

describe('a vault that is made', () => {
  it.each([
    ['none', null, /no keychain/],
    ['one in name only', { state: 'basic-text' }, /everybody knows/],
    ['a closed one', { state: 'unavailable', reason: 'the wallet is closed' }, /the wallet is closed/],
  ] as const)('says why a passphrase is needed: the keychain is %s', async (_, state, words) => {
    const keychain = new FakeKeychain();
    if (state) keychain.state = state;
    await renderApp(new MemoryCore(state ? { keychain } : {}));
    fireEvent.click(await chip(/^Vault: Memory only/));
    expect((await dialog('Create vault')).getByText(words)).toBeTruthy();
  });

  it('takes a passphrase typed twice, says how good it is, and keeps it nowhere', async () => {
    const core = new MemoryCore();
    await renderApp(core);
    fireEvent.click(await chip(/^Vault: Memory only/));
    const create = await dialog('Create vault');
    type(create, 'Passphrase', 'correct horse');
    expect(create.getByText(/Weak against a patient guesser/)).toBeTruthy();
    press(create, 'Create vault');
    expect(create.getByText('the two are not the same')).toBeTruthy();
    expect((await core.vaultStatus()).state).toBe('memory');
    type(create, 'Passphrase again', 'correct horse');
    press(create, 'Create vault');
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
    await core.direct.vault.lock({});
    expect(await core.direct.vault.unlock({ passphrase: 'correct horse' })).toMatchObject({ ok: true });
  });

  it('can be opened by the keychain alone, and then offers a passphrase', async () => {
    const core = new MemoryCore({ face: 'desktop', keychain: new FakeKeychain(), askUser: async () => true });
    await renderApp(core);
    fireEvent.click(await chip(/^Vault: Memory only/));
    const create = await dialog('Create vault');
    press(create, 'Create vault');
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
    expect(await ways(core)).toEqual(['keychain']);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Add passphrase' }));
    const add = await dialog('Add passphrase');
    type(add, 'Passphrase', 'correct horse');
    type(add, 'Passphrase again', 'correct horse');
    type(add, 'Label', 'for scripts');
    press(add, 'Add passphrase');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await ways(core)).toEqual(['keychain', 'passphrase']);
    const list = within(screen.getByRole('list', { name: 'What opens the vault' }));
    expect(list.getByText('for scripts')).toBeTruthy();
  });

  it('says that the disk is full, and asks again', async () => {
    const fileSystem = new FaultyFileSystem();
    fileSystem.failAt = 1;
    fileSystem.forGood = true;
    await renderApp(new MemoryCore({ fileSystem }));
    fireEvent.click(await chip(/^Vault: Memory only/));
    const create = await dialog('Create vault');
    type(create, 'Passphrase', 'correct horse');
    type(create, 'Passphrase again', 'correct horse');
    press(create, 'Create vault');
    expect((await create.findByRole('alert')).textContent).toMatch(/disk/);
    expect(typedIn(create, 'Passphrase')).toBe('');
    expect(typedIn(create, 'Passphrase again')).toBe('');
  });
});

describe('a locked vault', () => {
  /** One that only a keychain opens, which may be this machine’s. */
  async function underKeychain(keychain: FakeKeychain, machine: string): Promise<string> {
    const core = new MemoryCore({ keychain, machine });
    await core.addKey();
    unwrap(await core.direct.vault.create({ keychain: true }));
    unwrap(await core.direct.vault.lock({}));
    return core.home;
  }

  it('opens by the keychain at one press', async () => {
    const keychain = new FakeKeychain();
    const core = new MemoryCore({ keychain, home: await underKeychain(keychain, 'me@here') });
    await renderApp(core);
    fireEvent.click(await chip(/^Vault: Locked/));
    const unlock = await dialog('Unlock vault');
    expect(unlock.queryByLabelText('Passphrase')).toBeNull();
    press(unlock, 'Unlock with keychain');
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
  });

  it('says that the keychain has changed, and takes the passphrase', async () => {
    const keychain = new FakeKeychain();
    const core = new MemoryCore({ keychain });
    unwrap(await core.direct.vault.create({ keychain: true, passphrase: core.passphrase }));
    unwrap(await core.direct.vault.lock({}));
    keychain.reset();
    await renderApp(core);
    fireEvent.click(await chip(/^Vault: Locked/));
    const unlock = await dialog('Unlock vault');
    press(unlock, 'Unlock with keychain');
    expect((await unlock.findByRole('alert')).textContent).toMatch(/keychain/);
    type(unlock, 'Passphrase', core.passphrase);
    press(unlock, 'Unlock vault');
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
  });

  it.each([
    ['cannot be asked', 'me@here', { state: 'unavailable', reason: 'closed' }, /keychain cannot be used now/],
    ['is only in the desktop app', 'me@here', null, /Nothing here opens this vault/],
    ['is on another machine', 'me@there', { state: 'available' }, /me@there/],
  ] as const)('says what to do when nothing opens it: the keychain %s', async (_, machine, state, words) => {
    const home = await underKeychain(new FakeKeychain(), machine);
    const keychain = new FakeKeychain();
    if (state) keychain.state = state;
    await renderApp(new MemoryCore(state ? { keychain, home } : { home }));
    fireEvent.click(await chip(/^Vault: Locked/));
    const unlock = await dialog('Unlock vault');
    expect(unlock.getAllByText(words).length).toBeGreaterThan(0);
    expect(unlock.queryByRole('button', { name: /^Unlock/ })).toBeNull();
  });

  it('is unlocked first, and then goes on with what was asked for', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await core.lockVault();
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Generate key' }));
    const unlock = await dialog('Unlock vault');
    type(unlock, 'Passphrase', core.passphrase);
    press(unlock, 'Unlock vault');
    expect(await screen.findByRole('dialog', { name: 'Generate key' })).toBeTruthy();
  });

  it('forgets what was asked for when the dialog is closed', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await core.lockVault();
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Remove' }));
    press(await dialog('Unlock vault'), 'Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    unwrap(await core.direct.vault.unlock({ passphrase: core.passphrase }));
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
    expect(await core.entries()).toHaveLength(1);
  });

  it('names what another Signet’s vault keeps in memory', async () => {
    const core = new MemoryCore();
    await core.addKey('mine');
    await new MemoryCore({ home: core.home }).createVault();
    await renderApp(core);
    const keys = await goTo('Keys');
    expect((await keys.findAllByText('not saved')).length).toBeGreaterThan(0);
    fireEvent.click(await chip(/^Vault: Locked/));
    expect((await dialog('Unlock vault')).getByText('1 entry is in memory only')).toBeTruthy();
  });
});

it('a vault that locks itself is shown locked, without being asked', async () => {
  const core = new MemoryCore();
  await core.addKey();
  await core.createVault();
  await renderApp(core);
  expect(await chip(/^Vault: Unlocked/)).toBeTruthy();
  unwrap(await core.direct.vault.lock({}));
  expect(await chip(/^Vault: Locked/)).toBeTruthy();
  const keys = await goTo('Keys');
  expect(await keys.findByText('The vault is locked')).toBeTruthy();
});

describe('a damaged vault', () => {
  it('that cannot be read is rescued, and it is told what came of it', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await core.lockVault();
    core.damageVault((text) => text.replace('"format"', '"farmot"'));
    await renderApp(core);
    fireEvent.click(await chip(/^Vault: Damaged/));
    const rescue = await dialog('Rescue vault');
    expect(rescue.getAllByText(/damaged/).length).toBeGreaterThan(0);
    type(rescue, 'Passphrase', core.passphrase);
    press(rescue, 'Rescue vault');
    expect(await screen.findByText('1 entry is rescued')).toBeTruthy();
    expect(screen.getByText(/kept as .*vault\.json\.damaged/)).toBeTruthy();
    expect(await core.vaultStatus()).toMatchObject({ state: 'unlocked', entries: 1 });
  });

  it('that can be read shows which entry was changed', async () => {
    const core = new MemoryCore();
    await core.addKey('whole');
    const { id } = await core.addKey('changed');
    unwrap(await core.direct.vault.annotate({ entry: id, note: 'of Ada' }));
    await core.createVault();
    core.damageVault((text) => text.replace('of Ada', 'of Eve'));
    await renderApp(core);
    const keys = await goTo('Keys');
    expect(await keys.findByText('The vault is damaged')).toBeTruthy();
    fireEvent.click(await keys.findByRole('button', { name: /^changed/ }));
    expect(await keys.findByText('This entry was changed outside Signet')).toBeTruthy();
    fireEvent.click(keys.getByRole('button', { name: /^whole/ }));
    expect(keys.queryByText('This entry was changed outside Signet')).toBeNull();
  });

  it('that cannot be asked about says why', async () => {
    const home = testHome();
    // What cannot be read as a file, whoever asks.
    mkdirSync(join(home, 'vault.json'));
    const core = new MemoryCore({ home });
    await renderApp(core);
    expect(await chip(/^Vault: Not available/)).toBeTruthy();
    const keys = await goTo('Keys');
    expect(await keys.findByText(/cannot be read/)).toBeTruthy();
    rmdirSync(join(home, 'vault.json'));
    fireEvent.click(keys.getByRole('button', { name: 'Show more' }));
    press(await dialog('Vault'), 'Look again');
    expect(await dialog('Create vault')).toBeTruthy();
  });

  it('of a newer Signet is left alone', async () => {
    const core = new MemoryCore();
    await core.createVault();
    core.damageVault((text) => text.replace(/"version": \d+/, '"version": 9'));
    await renderApp(core);
    fireEvent.click(await chip(/^Vault: Of a newer Signet/));
    const vault = await dialog('Vault');
    expect(vault.getByText(/format 9/)).toBeTruthy();
    expect(vault.queryByRole('button', { name: /Rescue|Unlock|Create/ })).toBeNull();
  });
});
