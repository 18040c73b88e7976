import { describe, expect, it } from 'vitest';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { jweKeysOf } from '../../../core/jose/jwe-key.ts';
import { describeEntryKey } from '../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { expectCode } from '../fixture.ts';
import { entriesOf, vectors } from './vectors.ts';

interface Rfc7517 {
  readonly key: { readonly jwk: JsonObject };
  readonly sets: readonly { readonly section: string; readonly set: JsonObject }[];
  readonly chain: { readonly jwk: JsonObject & { readonly x5c: readonly string[] } };
  readonly encrypted: { readonly password: string; readonly jwk: JsonObject; readonly token: string };
}

const rfc = vectors<Rfc7517>('rfc7517.json');
const [publicSet, privateSet, secretSet] = rfc.sets.map(({ set }) => set);

it('RFC 7517 section 3: a public key', async () => {
  const [entry] = await entriesOf(rfc.key.jwk);
  expect(entry?.kind).toBe('public-key');
  expect(entry && (await describeEntryKey(entry))).toMatchObject({ type: 'EC', curve: 'P-256' });
});

it('RFC 7517 appendix A.1: public keys', async () => {
  const entries = await entriesOf(publicSet ?? {});
  expect(entries.map(({ kind, jwk }) => [kind, jwk?.kid])).toEqual([
    ['public-key', '1'],
    ['public-key', '2011-04-29'],
  ]);
});

it('RFC 7517 appendix A.2: private keys, whose public halves are those of A.1', async () => {
  const [entries, publicEntries] = [await entriesOf(privateSet ?? {}), await entriesOf(publicSet ?? {})];
  expect(entries.map(({ kind }) => kind)).toEqual(['key', 'key']);
  const thumbprints = (of: typeof entries) =>
    Promise.all(of.map(async (entry) => (await describeEntryKey(entry))?.thumbprint));
  expect(await thumbprints(entries)).toEqual(await thumbprints(publicEntries));
});

it('RFC 7517 appendix A.3: symmetric keys', async () => {
  const entries = await entriesOf(secretSet ?? {});
  expect(entries.map(({ kind, secret }) => [kind, secret?.length])).toEqual([
    ['secret', 16],
    ['secret', 64],
  ]);
});

it('RFC 7517 appendix B: a key with its certificate', async () => {
  const [entry] = await entriesOf(rfc.chain.jwk);
  expect(entry?.chain).toHaveLength(1);
  expect(entry && (await describeEntryKey(entry))).toMatchObject({ type: 'RSA', bits: 2048, kid: '1b94c' });
});

describe('RFC 7517 appendix C: an encrypted RSA private key', () => {
  const { token, password, jwk } = rfc.encrypted;

  it('is read as a key file', async () => {
    const bytes = new TextEncoder().encode(token);
    const { entries } = await readKeyStore(bytes, { store: password });
    expect(entries).toEqual(await entriesOf(jwk));
    await expectCode(() => readKeyStore(bytes, { store: 'wrong' }), 'wrong-password');
  });

  it('is decrypted as a token', async () => {
    const secret = new TextEncoder().encode(password);
    const keys = await jweKeysOf([{ alias: 'password', kind: 'secret', chain: [], secret }], 'decrypt');
    expect((await decryptToken(token, keys)).claims).toEqual(jwk);
  });
});
