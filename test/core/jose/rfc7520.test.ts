import { describe, expect, it } from 'vitest';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { encryptToken } from '../../../core/jose/encrypt-token.ts';
import { jweKeysOf } from '../../../core/jose/jwe-key.ts';
import { signTexts } from '../../../core/jose/sign-token.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import { describeEntryKey } from '../../../core/keystore/describe-key-store.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { expectCode } from '../fixture.ts';
import {
  altered,
  decryptingKeys,
  encryptingKey,
  entriesOf,
  signingKey,
  tokenText,
  vectors,
  verifyingKeys,
} from './vectors.ts';

interface Serializations {
  readonly compact?: string;
  readonly flattened?: JsonObject;
  readonly general?: JsonObject;
}

interface Rfc7520 {
  readonly keys: readonly { readonly section: string; readonly jwk: JsonObject }[];
  readonly signatures: readonly (Serializations & {
    readonly section: string;
    readonly title: string;
    readonly key: JsonObject;
    readonly detached?: boolean;
  })[];
  readonly payload: string;
  readonly encryptions: readonly (Serializations & {
    readonly section: string;
    readonly title: string;
    readonly keys: readonly JsonObject[];
    readonly password?: string;
    readonly plaintext?: string;
  })[];
  readonly plaintext: string;
  readonly nested: Serializations & {
    readonly signingKey: JsonObject;
    readonly encryptionKey: JsonObject;
    readonly signed: string;
  };
}

const rfc = vectors<Rfc7520>('rfc7520.json');
const at = 1_300_819_379;
const quote = new TextEncoder().encode(rfc.payload);

const publishedForms = ({ compact, flattened, general }: Serializations) =>
  Object.entries({ compact, flattened, general }).flatMap(([form, token]) =>
    token === undefined ? [] : [{ form, token }],
  );

describe.each(rfc.keys)('RFC 7520 section $section', ({ jwk }) => {
  it('is read as the key it is', async () => {
    const [entry] = await entriesOf(jwk);
    expect(entry && (await describeEntryKey(entry))).toMatchObject({ type: jwk.kty, kid: jwk.kid });
    expect(entry?.kind).toBe(jwk.kty === 'oct' ? 'secret' : jwk.d === undefined ? 'public-key' : 'key');
  });
});

describe.each(rfc.signatures)('RFC 7520 section $section: $title', ({ key, detached, ...published }) => {
  const payload = detached ? { payload: quote } : {};

  it.each(publishedForms(published))('$form verifies, and not when altered', async ({ token }) => {
    const keys = await verifyingKeys(key);
    const verdict = await verifyToken(tokenText(token), keys, { at, ...payload });
    expect(verdict).toMatchObject({ valid: true, payload: rfc.payload });
    for (const each of verdict.signatures ?? []) expect(each.signature).toBe('valid');
    if (Array.isArray((token as JsonObject).signatures)) return;
    expect(await verifyToken(altered(token), keys, { at, ...payload })).toMatchObject({
      signature: 'invalid',
    });
  });
});

const compactSignatures = rfc.signatures.filter(({ compact }) => compact !== undefined);

describe.each(compactSignatures)(
  'RFC 7520 section $section: $title',
  ({ key, detached = false, compact = '' }) => {
    const [protectedHeader = '', , signature = ''] = compact.split('.');
    const header = Buffer.from(protectedHeader, 'base64url').toString();
    const deterministic = /"(?:RS|HS)/.test(header);

    it(deterministic ? 'is signed to the letter' : 'is signed anew', async () => {
      const signed = await signTexts(await signingKey(key), { header, payload: quote }, { detached });
      if (deterministic) expect(signed.token).toBe(compact);
      else expect(signed.token).not.toContain(signature);
      const options = { at, ...(detached ? { payload: quote } : {}) };
      expect(await verifyToken(signed.token, await verifyingKeys(key), options)).toMatchObject({
        valid: true,
      });
    });
  },
);

describe.each(rfc.encryptions)(
  'RFC 7520 section $section: $title',
  ({ keys: jwks, password, plaintext = rfc.plaintext, ...published }) => {
    const keysOf = async () => {
      if (password === undefined) return decryptingKeys(...jwks);
      const secret = new TextEncoder().encode(password);
      return jweKeysOf([{ alias: 'password', kind: 'secret', chain: [], secret }], 'decrypt');
    };
    const refused = JSON.stringify(Object.values(published).map((token) => decodeIfToken(token))).includes(
      '"alg":"RSA1_5"',
    );

    it.each(publishedForms(published))('$form decrypts, and not when altered', async ({ token }) => {
      const keys = await keysOf();
      if (refused && !Array.isArray((token as JsonObject).recipients)) {
        await expectCode(() => decryptToken(tokenText(token), keys), 'algorithm-unsupported');
        return;
      }
      if (refused && jwks.length === 1) {
        await expectCode(() => decryptToken(tokenText(token), keys), 'algorithm-unsupported');
        return;
      }
      const decrypted = await decryptToken(tokenText(token), keys);
      expect(decrypted.plaintext ?? JSON.stringify(decrypted.claims)).toBe(plaintext);
      await expectCode(() => decryptToken(altered(token), keys), 'decryption-failed');
    });
  },
);

function decodeIfToken(token: unknown) {
  const text = typeof token === 'string' ? token : JSON.stringify(token);
  const decoded = /^[{e]/.test(text) ? decodeToken(text) : undefined;
  return [decoded?.header, decoded?.recipients];
}

it('RFC 7520 section 5.13: each recipient that is not refused opens the token alone', async () => {
  const example = rfc.encryptions.find(({ section }) => section === '5.13');
  const [rsa = {}, ec = {}, secret = {}] = example?.keys ?? [];
  const token = tokenText(example?.general ?? {});
  expect(decodeToken(token).recipients).toHaveLength(3);
  for (const jwk of [ec, secret]) {
    expect(await decryptToken(token, await decryptingKeys(jwk))).toMatchObject({ plaintext: rfc.plaintext });
  }
  await expectCode(async () => decryptToken(token, await decryptingKeys(rsa)), 'algorithm-unsupported');
});

const reencryptable = rfc.encryptions.filter(
  ({ section, compact, password }) => compact !== undefined && password === undefined && section !== '5.1',
);

describe.each(reencryptable)('RFC 7520 section $section: $title', ({ keys: [jwk = {}], compact = '' }) => {
  const { alg, enc, zip } = decodeToken(compact).header ?? {};

  it('is encrypted anew', async () => {
    const header = { alg: alg ?? '', enc: enc ?? '', ...(zip === undefined ? {} : { zip }) };
    const { token } = await encryptToken(
      await encryptingKey(jwk),
      header,
      new TextEncoder().encode(rfc.plaintext),
    );
    expect(token).not.toBe(compact);
    expect(await decryptToken(token, await decryptingKeys(jwk))).toMatchObject({ plaintext: rfc.plaintext });
  });
});

describe('RFC 7520 section 6: nesting signatures and encryption', () => {
  const { signingKey: signer, encryptionKey, signed, ...published } = rfc.nested;

  it.each(publishedForms(published))('$form holds the signed token, which verifies', async ({ token }) => {
    const { plaintext, nested } = await decryptToken(tokenText(token), await decryptingKeys(encryptionKey));
    expect({ plaintext, nested }).toEqual({ plaintext: signed, nested: true });
    const verdict = await verifyToken(signed, await verifyingKeys(signer), { at });
    expect(verdict).toMatchObject({ valid: true, payload: { iss: 'hobbiton.example' } });
  });
});
