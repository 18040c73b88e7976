import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';
import { cheapVault, code, newFile, newVault, passphrase, record, secret } from './cheap-vault.ts';

describe('passphrases', () => {
  it('are any number, and each opens the vault', async () => {
    const { file, vault } = await newVault();
    const { id } = await vault.add(record);
    await vault.addPassphrase('second', 'the team’s');
    await vault.addPassphrase('third');
    expect((await vault.status()).slots).toMatchObject([
      { kind: 'passphrase' },
      { kind: 'passphrase', label: 'the team’s' },
      { kind: 'passphrase' },
    ]);
    for (const each of [passphrase, 'second', 'third']) {
      const other = cheapVault(file);
      await other.unlock(each);
      expect(await other.reveal(id)).toEqual(secret);
    }
    await expect(cheapVault(file).unlock('fourth')).rejects.toEqual(code('wrong-password'));
    await expect(vault.addPassphrase('')).rejects.toEqual(code('password-needed'));
  });

  it('change: the new one opens, the old one no more, the others still do', async () => {
    const { file, vault } = await newVault();
    await vault.addPassphrase('second', 'kept');
    await expect(vault.changePassphrase('wrong', 'new')).rejects.toEqual(code('wrong-password'));
    await expect(vault.changePassphrase(passphrase, '')).rejects.toEqual(code('password-needed'));
    await vault.changePassphrase(passphrase, 'new');
    await vault.changePassphrase('second', 'newer');
    expect((await vault.status()).slots.map((slot) => slot.label)).toEqual([undefined, 'kept']);
    for (const gone of [passphrase, 'second']) {
      await expect(cheapVault(file).unlock(gone)).rejects.toEqual(code('wrong-password'));
    }
    for (const good of ['new', 'newer']) await cheapVault(file).unlock(good);
  });

  it('go one by one, but never the last', async () => {
    const { file, vault } = await newVault();
    const [first] = (await vault.status()).slots;
    await expect(vault.removeSlot(first?.id ?? '')).rejects.toEqual(code('slot-last'));
    await vault.addPassphrase('second');
    await vault.removeSlot(first?.id ?? '');
    await expect(vault.removeSlot(first?.id ?? '')).rejects.toEqual(code('slot-not-found'));
    await expect(cheapVault(file).unlock(passphrase)).rejects.toEqual(code('wrong-password'));
    await cheapVault(file).unlock('second');
  });

  it('cannot be added, changed or removed while the vault is locked', async () => {
    const { vault } = await newVault();
    const [slot] = (await vault.status()).slots;
    await vault.lock();
    await expect(vault.addPassphrase('x')).rejects.toEqual(code('vault-locked'));
    await expect(vault.changePassphrase(passphrase, 'x')).rejects.toEqual(code('vault-locked'));
    await expect(vault.removeSlot(slot?.id ?? '')).rejects.toEqual(code('vault-locked'));
    await expect(vault.rotate([passphrase])).rejects.toEqual(code('vault-locked'));
    expect((await vault.status()).slots).toEqual([slot]);
  });
});

describe('the keychain', () => {
  it('opens the vault of this machine without a passphrase, and another face opens it with one', async () => {
    const keychain = new FakeKeychain();
    const { file, vault } = await newVault({ keychain });
    const { id } = await vault.add(record);
    await vault.addKeychain();
    expect((await vault.status()).slots).toMatchObject([
      { kind: 'passphrase' },
      { kind: 'keychain', here: true },
    ]);
    await vault.lock();
    await vault.unlock();
    expect(await vault.reveal(id)).toEqual(secret);

    const command = cheapVault(file);
    await expect(command.unlock()).rejects.toEqual(code('keychain-unavailable'));
    await command.unlock(passphrase);
    expect(await command.reveal(id)).toEqual(secret);
  });

  it('can be the only way in, and then says what another face is to do', async () => {
    const file = await newFile();
    const vault = cheapVault(file, { keychain: new FakeKeychain() });
    await vault.create({ keychain: true });
    await expect(cheapVault(file).unlock('any')).rejects.toEqual(code('keychain-unavailable'));
    await vault.addPassphrase(passphrase);
    await cheapVault(file).unlock(passphrase);
  });

  it('has one slot for each machine', async () => {
    const { file, vault } = await newVault({ keychain: new FakeKeychain() });
    await vault.addKeychain();
    await vault.addKeychain();
    const other = cheapVault(file, { keychain: new FakeKeychain(), machine: 'me@there' });
    await other.unlock(passphrase);
    await other.addKeychain();
    await other.lock();
    await other.unlock();
    await vault.lock();
    await vault.unlock();
    expect((await vault.status()).slots.map(({ machine, here }) => [machine, here])).toEqual([
      [undefined, undefined],
      ['me@here', true],
      ['me@there', false],
    ]);
  });

  it.each([
    [{ state: 'basic-text' } as const],
    [{ state: 'unavailable', reason: 'no secret service is running' } as const],
  ])('that is %j counts as none, and is said to be', async (state) => {
    const keychain = new FakeKeychain();
    const { file, vault } = await newVault({ keychain });
    await vault.addKeychain();
    const before = await readFile(file);
    keychain.state = state;
    expect((await vault.status()).keychain).toEqual(state);
    await expect(vault.addKeychain()).rejects.toEqual(code('keychain-unavailable'));
    await vault.lock();
    await expect(vault.unlock()).rejects.toEqual(code('keychain-unavailable'));
    await vault.unlock(passphrase);
    expect(await readFile(file)).toEqual(before);

    const fresh = cheapVault(await newFile(), { keychain });
    await expect(fresh.create({ keychain: true })).rejects.toEqual(code('keychain-unavailable'));
    expect(await fresh.status()).toMatchObject({ state: 'memory', keychain: state });
  });

  it('that was reset, or fails for now, deletes nothing', async () => {
    const keychain = new FakeKeychain();
    const { file, vault } = await newVault({ keychain });
    await vault.addKeychain();
    await vault.lock();
    const before = await readFile(file);
    keychain.failure = new SignetError('keychain-unavailable', 'the user pressed Cancel');
    await expect(vault.unlock()).rejects.toEqual(code('keychain-unavailable'));
    keychain.failure = undefined;
    keychain.reset();
    await expect(vault.unlock()).rejects.toEqual(code('keychain-changed'));
    expect(await readFile(file)).toEqual(before);
    await vault.unlock(passphrase);
    await vault.addKeychain();
    await vault.lock();
    await vault.unlock();
  });

  it('that gives back other bytes never opens with a wrong key', async () => {
    class LyingKeychain extends FakeKeychain {
      override async unprotect() {
        return Buffer.alloc(32, 7);
      }
    }
    const { vault } = await newVault({ keychain: new LyingKeychain() });
    await vault.addKeychain();
    await vault.lock();
    await expect(vault.unlock()).rejects.toEqual(code('keychain-changed'));
  });
});

describe('another data key', () => {
  it('seals everything anew, and keeps the slots whose passphrase is given', async () => {
    const keychain = new FakeKeychain();
    const { file, vault } = await newVault({ keychain });
    const { id } = await vault.add(record);
    const removed = await vault.add({ ...record, name: 'removed' });
    await vault.remove(removed.id);
    await vault.addPassphrase('second', 'kept');
    await vault.addKeychain();
    const before = JSON.parse(await readFile(file, 'utf8'));
    await vault.rotate([passphrase, 'second']);
    const after = JSON.parse(await readFile(file, 'utf8'));

    expect(after.key).not.toBe(before.key);
    expect(after.entries[0].sealed.data).not.toBe(before.entries[0].sealed.data);
    expect((await vault.status()).slots).toMatchObject([
      { kind: 'passphrase' },
      { kind: 'passphrase', label: 'kept' },
      { kind: 'keychain' },
    ]);
    for (const each of [passphrase, 'second', undefined]) {
      const other = cheapVault(file, { keychain });
      await other.unlock(each);
      expect(await other.reveal(id)).toEqual(secret);
      expect(await other.removed()).toHaveLength(1);
    }
    expect(await vault.reveal(id)).toEqual(secret);
    await vault.add({ ...record, name: 'after' });
  });

  it('drops a slot only when it is told to', async () => {
    const { file, vault } = await newVault();
    await vault.addPassphrase('second', 'the team’s');
    const before = await readFile(file);
    await expect(vault.rotate([passphrase])).rejects.toEqual(
      expect.objectContaining({ code: 'password-needed', details: { slots: ['the team’s'] } }),
    );
    await expect(vault.rotate([passphrase, 'wrong'])).rejects.toEqual(code('wrong-password'));
    await expect(vault.rotate([], { dropOthers: true })).rejects.toEqual(code('password-needed'));
    expect(await readFile(file)).toEqual(before);
    await vault.rotate([passphrase], { dropOthers: true });
    await expect(cheapVault(file).unlock('second')).rejects.toEqual(code('wrong-password'));
    await cheapVault(file).unlock(passphrase);
  });

  it('locks out whoever holds the old one', async () => {
    const { file, vault } = await newVault();
    const { id } = await vault.add(record);
    const other = cheapVault(file);
    await other.unlock(passphrase);
    await vault.rotate([passphrase]);
    expect(await other.status()).toMatchObject({ state: 'locked' });
    await expect(other.reveal(id)).rejects.toEqual(code('vault-locked'));
    await expect(other.add({ ...record, name: 'x' })).rejects.toEqual(code('vault-locked'));
  });
});
