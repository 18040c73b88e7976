import { describe, expect, it } from 'vitest';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { encryptToken } from '../../../core/jose/encrypt-token.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { expectCode } from '../fixture.ts';
import { altered, decryptingKeys, encryptingKey, tokenText, vectors } from './vectors.ts';

interface Rfc7516 {
  readonly examples: readonly {
    readonly section: string;
    readonly alg: string;
    readonly enc: string;
    readonly key: JsonObject;
    readonly token: string | JsonObject;
    readonly plaintext: string;
  }[];
  readonly refused: readonly { readonly section: string; readonly key: JsonObject; readonly token: string }[];
}

const rfc = vectors<Rfc7516>('rfc7516.json');

describe.each(rfc.examples)(
  'RFC 7516 appendix $section: $alg with $enc',
  ({ alg, enc, key, token, plaintext }) => {
    it('decodes as a JWE', () => {
      expect(decodeToken(tokenText(token)).kind).toBe('jwe');
    });

    it('decrypts, and not when altered', async () => {
      const keys = await decryptingKeys(key);
      expect(await decryptToken(tokenText(token), keys)).toMatchObject({ plaintext, header: { alg, enc } });
      await expectCode(() => decryptToken(altered(token), keys), 'decryption-failed');
    });

    it('encrypts with the same key and algorithms', async () => {
      const made = await encryptToken(
        await encryptingKey(key),
        { alg, enc },
        new TextEncoder().encode(plaintext),
      );
      expect(await decryptToken(made.token, await decryptingKeys(key))).toMatchObject({ plaintext });
    });
  },
);

describe.each(rfc.refused)('RFC 7516 appendix $section', ({ key, token }) => {
  it('RSA1_5 is decoded, and refused by name', async () => {
    expect(decodeToken(token)).toMatchObject({ kind: 'jwe', header: { alg: 'RSA1_5' } });
    const error = await expectCode(
      async () => decryptToken(token, await decryptingKeys(key)),
      'algorithm-unsupported',
    );
    expect(error.message).toContain('RSA1_5');
  });
});
