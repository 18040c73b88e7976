import { describe, expect, it } from 'vitest';
import { describeHeaderCertificates } from '../../../core/jose/header-certificate.ts';
import { signTexts } from '../../../core/jose/sign-token.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { altered, signingKey, tokenText, vectors, verifyingKeys } from './vectors.ts';

interface Rfc7515 {
  readonly examples: readonly {
    readonly section: string;
    readonly alg: string;
    readonly key: JsonObject;
    readonly token: string;
    readonly header: string;
    readonly payload: string;
    readonly deterministic: boolean;
  }[];
  readonly unsecured: { readonly token: string };
  readonly general: { readonly keys: JsonObject; readonly token: JsonObject };
  readonly flattened: { readonly key: JsonObject; readonly token: JsonObject };
  readonly critical: { readonly token: string };
  readonly chain: { readonly x5c: readonly string[] };
}

const rfc = vectors<Rfc7515>('rfc7515.json');
const at = 1_300_819_379;

describe.each(rfc.examples)(
  'RFC 7515 appendix $section: $alg',
  ({ key, token, header, payload, deterministic }) => {
    it('decodes', () => {
      const { kind, header: decoded, findings } = decodeToken(token, at);
      expect({ kind, decoded }).toEqual({ kind: 'jws', decoded: JSON.parse(header) });
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    });

    it('verifies, and not when altered', async () => {
      expect(await verifyToken(token, await verifyingKeys(key), { at })).toMatchObject({ valid: true });
      const verdict = await verifyToken(altered(token), await verifyingKeys(key), { at });
      expect(verdict).toMatchObject({ valid: false, signature: 'invalid' });
    });

    it(
      deterministic ? 'is signed to the letter' : 'is signed to another signature over the same input',
      async () => {
        const texts = { header, payload: new TextEncoder().encode(payload) };
        const signed = await signTexts(await signingKey(key), texts);
        expect(signed.signingInput).toBe(token.slice(0, token.lastIndexOf('.')));
        if (deterministic) expect(signed.token).toBe(token);
        expect(await verifyToken(signed.token, await verifyingKeys(key), { at })).toMatchObject({
          valid: true,
        });
      },
    );
  },
);

it('RFC 7515 section 3.3 is appendix A.1', () => {
  expect(rfc.examples[0]?.token.startsWith('eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.')).toBe(true);
});

it('RFC 7515 appendix A.5: an unsecured JWS is never valid', async () => {
  const { token } = rfc.unsecured;
  expect(decodeToken(token).kind).toBe('unsecured');
  const key = rfc.examples[0]?.key ?? {};
  expect(await verifyToken(token, await verifyingKeys(key), { at })).toMatchObject({
    valid: false,
    signature: 'unchecked',
    reason: 'algorithm-none',
  });
});

it('RFC 7515 appendix A.6: general JSON serialisation with two signatures', async () => {
  const { token, keys } = rfc.general;
  expect(decodeToken(tokenText(token), at)).toMatchObject({
    serialization: 'general',
    header: { alg: 'RS256', kid: '2010-12-29' },
    signatures: [{ bytes: 256 }, { header: { alg: 'ES256' }, bytes: 64 }],
  });
  expect(await verifyToken(tokenText(token), await verifyingKeys(keys), { at })).toMatchObject({
    valid: true,
    signatures: [{ signature: 'valid' }, { signature: 'valid' }],
  });
});

it('RFC 7515 appendix A.7: flattened JSON serialisation', async () => {
  const { token, key } = rfc.flattened;
  const keys = await verifyingKeys(key);
  expect(await verifyToken(tokenText(token), keys, { at })).toMatchObject({ valid: true });
  expect(await verifyToken(altered(token), keys, { at })).toMatchObject({ signature: 'invalid' });
});

it('RFC 7515 appendix B: an x5c is described, however old', async () => {
  const { chain } = await describeHeaderCertificates({ x5c: rfc.chain.x5c });
  expect(chain).toHaveLength(3);
  expect(chain[0]?.subject).toContain('Go Daddy Secure Certification Authority');
  expect(chain[2]?.subject).toContain('ValiCert');
});

it('RFC 7515 appendix E: a crit that must be rejected is', async () => {
  const [example] = rfc.examples;
  const token = rfc.critical.token;
  expect(decodeToken(token).findings.map(({ code }) => code)).toContain('critical-unsupported');
  expect(await verifyToken(token, await verifyingKeys(example?.key ?? {}), { at })).toMatchObject({
    valid: false,
    signature: 'unchecked',
  });
});

describe.each(rfc.examples)('RFC 7515 appendix F, of $section', ({ key, token, payload, alg }) => {
  it(`${alg}: the payload detached`, async () => {
    const [header = '', , signature = ''] = token.split('.');
    const detached = `${header}..${signature}`;
    const keys = await verifyingKeys(key);
    const bytes = new TextEncoder().encode(payload);
    expect(await verifyToken(detached, keys, { at, payload: bytes })).toMatchObject({ valid: true });
    expect(await verifyToken(detached, keys, { at })).toMatchObject({ signature: 'invalid' });
  });
});
