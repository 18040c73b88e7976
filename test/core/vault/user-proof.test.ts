import { describe, expect, it } from 'vitest';
import type { contract } from '../../../shared/contract/contract.ts';
import type { InputOf } from '../../../shared/contract/method.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';
import { MemoryCore } from '../../support/memory-core.ts';

type Vault = (typeof contract)['vault'];
type Act = 'export' | 'backup' | 'restore' | 'erase' | 'remove' | 'addPassphrase' | 'removeSlot' | 'rotate';
const acts: readonly Act[] = [
  'export',
  'backup',
  'restore',
  'erase',
  'remove',
  'addPassphrase',
  'removeSlot',
  'rotate',
];

/** A core with a key, and a call for each act, whole but for the passphrase. */
async function prepare(core: MemoryCore, vault: 'memory' | 'passphrase' | 'keychain') {
  const { id } = await core.addKey();
  const extra = await core.addKey('another', 'pem/ec-p-256.pkcs8.pem');
  if (vault === 'passphrase') await core.createVault();
  if (vault === 'keychain') await core.direct.vault.create({ keychain: true });
  const slot = (await core.vaultStatus()).slots[0]?.id ?? 'none';
  const passphrase = 'of another kind';
  const inputs: { readonly [Name in Act]: InputOf<Vault[Name]> } = {
    export: { entry: id, format: 'pkcs8', password: 'of the file', confirm: true },
    backup: { passphrase },
    restore: { base64: '', passphrase },
    erase: { confirm: true },
    remove: { entry: extra.id, forever: true },
    addPassphrase: { passphrase },
    removeSlot: { slot },
    rotate: { passphrases: [], dropOthers: true },
  };
  return {
    /** The code of the failure, or `done`. */
    async act(name: Act, vaultPassphrase?: string): Promise<string> {
      const proof =
        vaultPassphrase === undefined
          ? {}
          : name === 'rotate'
            ? { passphrases: [vaultPassphrase] }
            : { vaultPassphrase };
      const answer = await core.direct.vault[name]({ ...inputs[name], ...proof } as never);
      return answer.ok ? 'done' : answer.error.code;
    },
    hasExtra: async () => (await core.entries()).some((each) => each.id === extra.id),
  };
}

/** What comes of the act where the user is there: some of these inputs are not whole for other reasons. */
const whenProven: { readonly [Name in Act]?: string } = {
  restore: 'unknown-format',
  removeSlot: 'slot-last',
};

describe('what a window that was taken over must not do by itself', () => {
  it.each(acts)('needs the passphrase again, and the right one: %s', async (name) => {
    const core = new MemoryCore();
    const { act, hasExtra } = await prepare(core, 'passphrase');
    expect(await act(name)).toBe('passphrase-needed');
    expect(await act(name, 'not the passphrase')).toBe('wrong-password');
    expect(await act(name, '')).toBe('wrong-password');
    expect(core.outlet.files.size).toBe(0);
    expect(await hasExtra()).toBe(true);
    expect((await core.vaultStatus()).slots).toHaveLength(1);
    expect(await act(name, core.passphrase)).toBe(whenProven[name] ?? 'done');
  });

  it.each(acts)('needs a dialog of the desktop, where only a keychain opens the vault: %s', async (name) => {
    const asked: string[] = [];
    let answer = false;
    const core = new MemoryCore({
      face: 'desktop',
      keychain: new FakeKeychain(),
      askUser: async ({ question }) => {
        asked.push(question);
        return answer;
      },
    });
    const { act, hasExtra } = await prepare(core, 'keychain');
    expect(await act(name)).toBe('cancelled');
    expect(asked).toHaveLength(1);
    expect(core.outlet.files.size).toBe(0);
    expect(await hasExtra()).toBe(true);
    answer = true;
    expect(await act(name)).toBe(whenProven[name] ?? 'done');
    expect(asked).toHaveLength(2);
  });

  it('lets no dialog stand for a passphrase that there is, but to erase when it was forgotten', async () => {
    const asked: string[] = [];
    const core = new MemoryCore({
      face: 'desktop',
      askUser: async ({ question }) => asked.push(question) > 0,
    });
    const { act } = await prepare(core, 'passphrase');
    for (const name of acts.filter((each) => each !== 'erase'))
      expect(await act(name)).toBe('passphrase-needed');
    expect(asked).toEqual([]);
    expect(await act('erase', 'wrong')).toBe('wrong-password');
    expect(await act('erase')).toBe('done');
    expect(asked).toEqual([expect.stringContaining('Erase everything')]);
  });

  it.each([
    ['export', 'passphrase-needed'],
    ['backup', 'passphrase-needed'],
    ['restore', 'unknown-format'],
    ['remove', 'done'],
    ['erase', 'done'],
  ] as const)('a browser window over a vault in memory: %s is %s', async (name, code) => {
    const core = new MemoryCore();
    const { act } = await prepare(core, 'memory');
    expect(await act(name)).toBe(code);
  });

  it.each([
    ['export', 1],
    ['backup', 1],
    ['restore', 0],
    ['remove', 0],
    ['erase', 1],
  ] as const)('the desktop over a vault in memory: %s asks %i times', async (name, times) => {
    const asked: string[] = [];
    const core = new MemoryCore({
      face: 'desktop',
      askUser: async ({ question }) => asked.push(question) > 0,
    });
    const { act } = await prepare(core, 'memory');
    expect(await act(name)).toBe(whenProven[name] ?? 'done');
    expect(asked).toHaveLength(times);
  });

  it('erases nothing where the vault file cannot be read, and no user can be asked', async () => {
    const core = new MemoryCore();
    const { act } = await prepare(core, 'passphrase');
    core.damageVault(() => 'not JSON');
    expect(await act('erase')).toBe('passphrase-needed');
    expect(await act('erase', core.passphrase)).toBe('passphrase-needed');
  });

  it('gives a browser no private key without encryption', async () => {
    const core = new MemoryCore();
    const { id } = await core.addKey();
    await core.createVault();
    const ask = { entry: id, format: 'pkcs8', confirm: true, vaultPassphrase: core.passphrase } as const;
    expect(await core.direct.vault.export({ ...ask, password: 'of the file' })).toMatchObject({
      ok: true,
      value: { written: null, download: expect.any(String) },
    });
    expect(await core.direct.vault.export({ ...ask, unencrypted: true })).toMatchObject({
      ok: false,
      error: { code: 'encryption-needed' },
    });
  });

  it.each(['/tmp/a', '/tmp/a\0b', '../a'])('takes no path: %j', async (file) => {
    const core = new MemoryCore();
    const { id } = await core.addKey();
    await core.createVault();
    const { direct } = core;
    const proof = { vaultPassphrase: core.passphrase };
    const whole = { entry: id, format: 'pkcs8', password: 'of the file', confirm: true, ...proof } as const;
    expect((await direct.vault.export(whole)).ok).toBe(true);
    for (const answer of [
      await direct.vault.export({ ...whole, file } as typeof whole),
      await direct.vault.backup({ passphrase: 'a', ...proof, file } as { passphrase: string }),
      await direct.keystore.convert({ store: 's', to: 'jks', file } as { store: string; to: 'jks' }),
    ])
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });
});
