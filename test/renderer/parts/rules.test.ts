import { describe, expect, it } from 'vitest';
import { commonName, missingIssuer } from '../../../renderer/parts/certificate/chain.ts';
import { keyInWords } from '../../../renderer/parts/key/key-words.ts';
import { canImport, importName, needsKeyPassword } from '../../../renderer/parts/key-store/import-rules.ts';
import { passphraseProblem } from '../../../renderer/parts/vault/passphrase.ts';
import { rsaKey, sampleCertificate } from '../../fakes/sample-certificates.ts';

describe('commonName', () => {
  it('is found anywhere, with escapes undone', () => {
    expect(commonName('CN=localhost,O=Acme')).toBe('localhost');
    expect(commonName('O=Acme,CN=a\\, b')).toBe('a, b');
  });
  it('gives the whole name when there is none', () => expect(commonName('O=Acme,C=DE')).toBe('O=Acme,C=DE'));
});

describe('missingIssuer', () => {
  it('misses nothing after a root', () => expect(missingIssuer([sampleCertificate('a')])).toBeUndefined());
  it('names who signed the last one', () => {
    expect(missingIssuer([sampleCertificate('a', { selfSigned: false, issuer: 'CN=CA' })])).toBe('CN=CA');
  });
});

describe('import rules', () => {
  const entry = { alias: 'svc', kind: 'key' as const, chain: [], key: { ...rsaKey, readable: true } };
  it('takes a readable key as it is', () => {
    expect(canImport(entry)).toBe(true);
    expect(needsKeyPassword(entry)).toBe(false);
    expect(importName(entry, 'a.p12', [])).toBe('svc');
  });
  it('asks for the password of a key that stayed closed', () => {
    expect(needsKeyPassword({ ...entry, key: { ...entry.key, readable: false } })).toBe(true);
  });
  it('takes no bare public key', () => expect(canImport({ ...entry, kind: 'public-key' })).toBe(false));
  it('names an entry after its file when its alias says nothing, and finds a free name', () => {
    expect(importName({ ...entry, alias: '1' }, 'client.p12', [{ name: 'client' }])).toBe('client-2');
  });
});

it('keyInWords names every type', () => {
  expect(
    [
      rsaKey,
      { type: 'EC', curve: 'P-256' } as const,
      { type: 'OKP', curve: 'Ed25519' } as const,
      { type: 'oct' } as const,
      undefined,
    ].map(keyInWords),
  ).toEqual(['RSA 2048', 'EC P-256', 'Ed25519', 'HMAC', 'secret']);
});

describe('passphraseProblem', () => {
  it('takes a long one typed twice', () =>
    expect(passphraseProblem('correct horse', 'correct horse')).toBeUndefined());
  it('refuses short ones and slips', () => {
    expect(passphraseProblem('short', 'short')).toMatch(/8 characters/);
    expect(passphraseProblem('correct horse', 'correct hoarse')).toMatch(/not the same/);
  });
});
