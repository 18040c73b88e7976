import { describe, expect, it } from 'vitest';
import { keyStrength } from '../../../renderer/parts/key/key-strength.ts';
import { passphraseStrength } from '../../../renderer/parts/vault/passphrase.ts';
import { hangsOnKeychain, vaultCondition, waysIn } from '../../../renderer/parts/vault/vault-condition.ts';
import {
  rescueWords,
  slotWords,
  vaultBadge,
  whyMemoryOnly,
} from '../../../renderer/parts/vault/vault-words.ts';
import type { VaultSlot, VaultStatus } from '../../../shared/contract/vault.ts';

const passphrase: VaultSlot = { id: 'p', kind: 'passphrase' };
const here: VaultSlot = { id: 'k', kind: 'keychain', machine: 'me@here', here: true };
const there: VaultSlot = { id: 't', kind: 'keychain', machine: 'me@there', here: false };
const status: VaultStatus = {
  state: 'locked',
  file: '/home/me/vault.json',
  entries: 2,
  slots: [passphrase],
  keychain: { state: 'available' },
  unsaved: 0,
};
const failed = (code: 'vault-damaged' | 'vault-newer' | 'file-not-readable') => ({ code, message: 'no' });

describe('vaultCondition', () => {
  it.each([
    [status, null, 'locked'],
    [{ ...status, damage: 'changed' }, null, 'damaged'],
    [null, failed('vault-damaged'), 'damaged'],
    [null, failed('vault-newer'), 'newer'],
    [null, failed('file-not-readable'), 'unavailable'],
    [null, null, undefined],
  ] as const)('is told by the status, or by why there is none', (given, problem, expected) => {
    expect(vaultCondition(given, problem)).toBe(expected);
  });
});

describe('ways in', () => {
  it('are a passphrase, and the keychain of this machine while it can be asked', () => {
    expect(waysIn({ ...status, slots: [passphrase, here, there] })).toEqual({
      passphrase: true,
      keychain: true,
      elsewhere: ['me@there'],
    });
    expect(waysIn({ slots: [here], keychain: { state: 'unavailable' } })).toMatchObject({ keychain: false });
    expect(waysIn({ slots: [there], keychain: { state: 'available' } })).toMatchObject({ keychain: false });
  });
  it('a vault without a passphrase hangs on the keychain', () => {
    expect(hangsOnKeychain({ state: 'unlocked', slots: [here, there] })).toBe(true);
    expect(hangsOnKeychain({ state: 'unlocked', slots: [here, passphrase] })).toBe(false);
    expect(hangsOnKeychain({ state: 'locked', slots: [here] })).toBe(false);
  });
});

describe('the badge', () => {
  const named = (name: string, more: { unsaved?: true } = {}) => ({ name, ...more });
  it.each([
    ['memory', [], 'Memory only', /no vault yet.*Drafts, flows and history are kept/],
    ['memory', [named('a')], 'Memory only · 1 not kept', /^1 entry is only in memory.*closes: a\.$/],
    ['memory', [named('a'), named('b')], 'Memory only · 2 not kept', /^2 entries are only.*: a and b\.$/],
    ['unlocked', [], 'Unlocked', /kept encrypted/],
    ['unlocked', [named('a'), named('b')], 'Unlocked · 2 kept', /^2 entries are kept, encrypted/],
    ['locked', [named('a')], 'Locked · 1 kept', /^1 entry is kept/],
    [
      'locked',
      [named('a'), named('mine', { unsaved: true })],
      'Locked · 1 not kept',
      /^1 entry is kept.*1 entry is only in memory.*: mine\.$/,
    ],
  ] as const)('of a vault that is %s with %j', (state, entries, short, long) => {
    const badge = vaultBadge(state, { ...status, state }, entries);
    expect(badge.short).toBe(short);
    expect(badge.long).toMatch(long);
  });
  it('claims nothing of a vault that cannot be read', () => {
    expect(vaultBadge('newer', null, []).short).toBe('Of a newer Signet');
    expect(vaultBadge('damaged', status, [named('a')]).short).toBe('Damaged');
  });
});

describe('words', () => {
  it('say why there is only memory', () => {
    expect(whyMemoryOnly({ state: 'none' })).toMatch(/no keychain/);
    expect(whyMemoryOnly({ state: 'basic-text' })).toMatch(/everybody knows/);
    expect(whyMemoryOnly({ state: 'unavailable', reason: 'it is locked' })).toMatch(/it is locked/);
    expect(whyMemoryOnly({ state: 'available' })).toMatch(/keychain of this machine, a passphrase, or both/);
  });
  it('name a slot', () => {
    expect(slotWords({ ...passphrase, label: 'for scripts' }).title).toBe('for scripts');
    expect(slotWords(here).title).toBe('Keychain of this machine');
    expect(slotWords(there).title).toBe('Keychain of me@there');
  });
  it('say what could be rescued, and what is lost', () => {
    expect(rescueWords({ rescued: 2, lost: [], keptAside: '/x' }).text).toMatch(/None is lost.*\/x/);
    expect(rescueWords({ rescued: 1, lost: ['old', '?'], keptAside: '/x' })).toEqual({
      title: '1 entry is rescued',
      text: expect.stringMatching(/Lost: old, 1 whose name cannot be read/),
    });
    expect(rescueWords({ rescued: 0, lost: [], keptAside: null }).title).toBe('Nothing was damaged');
  });
});

describe('keyStrength', () => {
  it.each([
    [{ type: 'RSA', bits: 1024 }, true],
    [{ type: 'RSA', bits: 2048 }, false],
    [{ type: 'RSA', bits: 4096 }, false],
    [{ type: 'DSA', bits: 2048 }, true],
    [{ type: 'oct', bits: 128 }, true],
    [{ type: 'oct', bits: 256 }, false],
    [{ type: 'EC', curve: 'P-521' }, false],
    [{ type: 'OKP', curve: 'Ed25519' }, false],
  ] as const)('%o', (key, weak) => expect(keyStrength(key)?.weak).toBe(weak));
  it('says nothing of a curve that it does not know', () => {
    expect(keyStrength({ type: 'EC', curve: '1.2.3.4' })).toBeUndefined();
    expect(keyStrength(undefined)).toBeUndefined();
  });
});

describe('passphraseStrength', () => {
  it.each([
    ['short', /Too short/],
    ['aaaaaaaaaaaa', /repeats itself/],
    ['abcdefghijkl', /repeats itself/],
    ['correcthorse', /Weak/],
    ['correct horse battery', /Good/],
    ['correct horse battery staple', /Strong/],
  ])('%s', (passphrase, words) => expect(passphraseStrength(passphrase)).toMatch(words));
});
