import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { keyPlacesOf } from '../../../core/jose/fetch-plan.ts';
import type { JweKey } from '../../../core/jose/jwe-key.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { contentEncryptions, keyManagementAlgorithms } from '../../../shared/jwt/encryption-algorithms.ts';
import { part } from '../../shared/jwt/token-parts.ts';
import { keyFor, makeKey } from './keys.ts';

const keys = [...new Set(Object.values(keyFor))].map((kind) => makeKey(kind));
const jweKeys: readonly JweKey[] = [...keys, makeKey('oct 128'), makeKey('oct 192')].map(({ signing }) => ({
  source: 'key',
  ...signing,
}));

/** Whatever stands in a header: right names with right and wrong values. */
const value = fc.oneof(
  fc.constantFrom(
    '',
    'b64',
    'DEF',
    'JWT',
    'AAAA',
    'https://127.0.0.1:9/',
    1,
    0,
    -1,
    Number.MAX_VALUE,
    true,
    null,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const header = fc.record(
  {
    alg: fc.oneof(
      fc.constantFrom(...Object.keys(keyFor), ...Object.keys(keyManagementAlgorithms), 'none', 'RSA1_5'),
      value,
    ),
    enc: fc.oneof(fc.constantFrom(...Object.keys(contentEncryptions)), value),
    kid: value,
    crit: fc.oneof(fc.constant(['b64']), value),
    b64: value,
    zip: value,
    jwk: fc.oneof(
      value,
      fc.record({ kty: fc.constantFrom('EC', 'RSA', 'oct', 'OKP'), crv: value, x: value, n: value }),
    ),
    x5c: fc.oneof(value, fc.array(value)),
    x5t: value,
    epk: fc.oneof(
      value,
      fc.record({
        kty: fc.constantFrom('EC', 'OKP'),
        crv: fc.constantFrom('P-256', 'X25519'),
        x: value,
        y: value,
      }),
    ),
    p2c: fc.oneof(fc.integer({ min: -5, max: 5000 }), value),
    p2s: value,
    iv: value,
    tag: value,
    apu: value,
  },
  { requiredKeys: [] },
);
const encoded = fc.oneof(
  header.map(part),
  fc.jsonValue({ maxDepth: 2 }).map(part),
  fc.string().map(part),
  fc.uint8Array({ maxLength: 64 }).map(part),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const json = fc
  .record(
    {
      payload: fc.oneof(encoded, value),
      protected: fc.oneof(header.map(part), encoded, value),
      header: fc.oneof(header, value),
      unprotected: fc.oneof(header, value),
      signature: fc.oneof(encoded, value),
      signatures: fc.oneof(
        fc.array(
          fc.record({ protected: header.map(part), header, signature: encoded }, { requiredKeys: [] }),
          { maxLength: 3 },
        ),
        value,
      ),
      ciphertext: fc.oneof(encoded, value),
      recipients: fc.oneof(
        fc.array(fc.record({ header, encrypted_key: encoded }, { requiredKeys: [] }), { maxLength: 3 }),
        value,
      ),
      encrypted_key: encoded,
      iv: encoded,
      tag: encoded,
      aad: fc.oneof(encoded, value),
    },
    { requiredKeys: [] },
  )
  .map((token) => JSON.stringify(token));
const compactToken = fc
  .tuple(header.map(part), fc.array(encoded, { minLength: 1, maxLength: 5 }))
  .map(([first, rest]) => [first, ...rest].join('.'));
/** A JWE whose two algorithms are known: what else its header holds is what they stumble over. */
const jwe = fc
  .tuple(
    header,
    fc.constantFrom(...Object.keys(keyManagementAlgorithms)),
    fc.constantFrom(...Object.keys(contentEncryptions)),
    fc.array(encoded, { minLength: 4, maxLength: 4 }),
  )
  .map(([given, alg, enc, rest]) => [part({ ...given, alg, enc }), ...rest].join('.'));
const token = fc.oneof(compactToken, json, jwe, fc.string());

/** Lets expected failures pass, and anything else be the test's failure. */
async function onlyExpected(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof SignetError)) throw thrown;
  }
}

describe('any input', () => {
  it('is decoded to plain data, or refused with a code', async () => {
    await fc.assert(
      fc.asyncProperty(token, async (text) => {
        await onlyExpected(() => expect(structuredClone(decodeToken(text, 0))).toEqual(decodeToken(text, 0)));
        await onlyExpected(() => keyPlacesOf(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('is never a valid token, and verifying ends in a verdict or a code', async () => {
    await fc.assert(
      fc.asyncProperty(token, async (text) => {
        await onlyExpected(async () => {
          const verdict = await verifyToken(
            text,
            keys.map(({ verification }) => verification),
            { at: 0 },
          );
          expect(verdict.valid).toBe(false);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is never decrypted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(token, jwe, jwe), async (text) => {
        const decrypted = await decryptToken(text, jweKeys).catch((thrown) => thrown);
        expect(decrypted).toBeInstanceOf(SignetError);
      }),
      { numRuns: 500 },
    );
  });
});
