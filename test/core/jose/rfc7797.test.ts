import { describe, expect, it } from 'vitest';
import { signTexts } from '../../../core/jose/sign-token.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { expectCode } from '../fixture.ts';
import { altered, signingKey, tokenText, vectors, verifyingKeys } from './vectors.ts';

interface Rfc7797 {
  readonly key: JsonObject;
  readonly payload: string;
  readonly examples: readonly {
    readonly section: string;
    readonly header: string;
    readonly compact: string;
    readonly flattened: JsonObject;
    readonly detached?: boolean;
  }[];
}

const rfc = vectors<Rfc7797>('rfc7797.json');
const payload = new TextEncoder().encode(rfc.payload);
const at = 0;

describe.each(rfc.examples)(
  'RFC 7797 section $section',
  ({ header, compact, flattened, detached = false }) => {
    it('compact verifies, and not when altered', async () => {
      const keys = await verifyingKeys(rfc.key);
      const options = { at, ...(detached ? { payload } : {}) };
      expect(await verifyToken(compact, keys, options)).toMatchObject({ valid: true, payload: rfc.payload });
      expect(await verifyToken(altered(compact), keys, options)).toMatchObject({ signature: 'invalid' });
    });

    it('flattened verifies, and shows its payload', async () => {
      const keys = await verifyingKeys(rfc.key);
      expect(decodeToken(tokenText(flattened)).payload).toBe(rfc.payload);
      const verdict = await verifyToken(tokenText(flattened), keys, { at });
      expect(verdict).toMatchObject({ valid: true, payload: rfc.payload });
    });

    it('is signed to the letter', async () => {
      const signed = await signTexts(await signingKey(rfc.key), { header, payload }, { detached });
      expect(signed.token).toBe(compact);
    });
  },
);

it('RFC 7797 section 5.2: a compact token holds no dot in an unencoded payload', async () => {
  const key = await signingKey(rfc.key);
  const header = rfc.examples[1]?.header ?? '';
  const without = new TextEncoder().encode('$-02 and spaces');
  const { token } = await signTexts(key, { header, payload: without });
  expect(decodeToken(token)).toMatchObject({ payload: '$-02 and spaces', kind: 'jws' });
  const verdict = await verifyToken(token, await verifyingKeys(rfc.key), { at });
  expect(verdict).toMatchObject({ valid: true, payload: '$-02 and spaces' });
  await expectCode(() => signTexts(key, { header, payload }), 'invalid-input');
});

it.each([
  ['not in crit', { alg: 'HS256', b64: false }],
  ['no boolean', { alg: 'HS256', b64: 'false', crit: ['b64'] }],
])('RFC 7797 section 6: a b64 that is %s is refused', async (_, header) => {
  const key = await signingKey(rfc.key);
  const right = JSON.stringify({ alg: 'HS256', b64: false, crit: ['b64'] });
  const text = { payload: new TextEncoder().encode('text') };
  expect((await signTexts(key, { header: right, ...text })).token).toContain('.text.');
  await expectCode(
    () => signTexts(key, { header: JSON.stringify(header), ...text }),
    'algorithm-unsupported',
  );
});
