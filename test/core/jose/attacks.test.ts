import { createHmac, createPublicKey, sign as nodeSign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactEncrypt, CompactSign, exportJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decryptToken, maxPasswordRounds } from '../../../core/jose/decrypt-token.ts';
import { keyPlacesOf } from '../../../core/jose/fetch-plan.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { part } from '../../shared/jwt/token-parts.ts';
import { withWatchdogAsync } from '../../shared/watchdog.ts';
import { expectCode } from '../fixture.ts';
import { keyFor, makeKey } from './keys.ts';
import { decryptingKeys, verifyingKeys } from './vectors.ts';

const at = 1_700_000_000;
const claims = { iss: 'me', exp: at + 300 };
const good = { valid: true, signature: 'valid', reason: null };

const signer = (alg: string) => makeKey(keyFor[alg] ?? '');

function sign(
  alg: string,
  header: JsonObject = {},
  payload: string = JSON.stringify(claims),
): Promise<string> {
  const protectedHeader = { ...header, alg };
  return new CompactSign(Buffer.from(payload))
    .setProtectedHeader(protectedHeader)
    .sign(signer(alg).signing.key);
}

async function verdict(token: string, alg: string) {
  const { valid, signature, reason } = await verifyToken(token, [signer(alg).verification], { at });
  return { valid, signature, reason };
}

/** A signature over a header that no library would write. */
function signedByHand(header: string): string {
  const input = `${part(header)}.${part(claims)}`;
  const { key } = signer('ES256').signing;
  const signature = nodeSign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

describe('alg none', () => {
  it.each(['none', 'None', 'NONE', 'nOnE', 'NoNe'])(
    '%s is never valid, with a signature or without',
    async (alg) => {
      const honest = await sign('RS256');
      expect(await verdict(honest, 'RS256')).toEqual(good);
      const [, payload, signature] = honest.split('.');
      for (const end of ['', signature]) {
        const result = await verdict(`${part({ alg })}.${payload}.${end}`, 'RS256');
        expect(result).toEqual({ valid: false, signature: 'unchecked', reason: 'algorithm-none' });
      }
    },
  );

  it.each([' none', 'none ', 'no\u0000ne', 'ｎone'])('%j is no algorithm at all', async (alg) => {
    expect(await verdict(await sign('RS256'), 'RS256')).toEqual(good);
    const result = await verdict(`${part({ alg })}.${part(claims)}.`, 'RS256');
    expect(result).toMatchObject({ valid: false, signature: 'unchecked' });
  });
});

describe('RS256 taken for HS256', () => {
  it.each(['PEM', 'DER', 'JWK'])('the public key as a secret, in %s', async (form) => {
    expect(await verdict(await sign('RS256'), 'RS256')).toEqual(good);
    const { key } = signer('RS256').verification;
    const secret =
      form === 'PEM'
        ? key.export({ format: 'pem', type: 'spki' })
        : form === 'DER'
          ? key.export({ format: 'der', type: 'spki' })
          : JSON.stringify(await exportJWK(key));
    const input = `${part({ alg: 'HS256' })}.${part(claims)}`;
    const mac = createHmac('sha256', secret).update(input).digest('base64url');
    expect(await verdict(`${input}.${mac}`, 'RS256')).toEqual({
      valid: false,
      signature: 'unchecked',
      reason: 'key-type-mismatch',
    });
  });
});

describe('a key that the token brings', () => {
  it('in jwk is not believed; the verdict says who signed', async () => {
    expect(await verdict(await sign('RS256'), 'RS256')).toEqual(good);
    const attacker = makeKey('RSA 2048 ');
    const jwk = await exportJWK(attacker.verification.key);
    const forged = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RS256', jwk })
      .sign(attacker.signing.key);
    const result = await verifyToken(forged, [signer('RS256').verification], { at });
    expect(result).toMatchObject({ valid: false, signature: 'invalid', reason: 'signature-invalid' });
    expect(result.findings).toContainEqual(expect.objectContaining({ code: 'signature-other-key' }));
  });
});

describe('a key that the token points to', () => {
  let server: Server;
  let url: string;
  const hits: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      hits.push(request.url ?? '');
      response.end('{"keys":[]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // The server does record: a hit of our own.
    await fetch(`${url}/own`);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each(['jku', 'x5u'])('by %s is named, and not fetched', async (name) => {
    const token = await sign('RS256', { [name]: `${url}/planted` }, JSON.stringify({ ...claims, iss: url }));
    expect(decodeToken(token).findings.map(({ code }) => code)).toEqual(['key-reference-not-fetched']);
    expect(keyPlacesOf(token).map((place) => place.parameter)).toEqual([name, 'iss']);
    expect(await verdict(token, 'RS256')).toEqual(good);
    const other = await verifyToken(token, [makeKey('RSA 2048 ').verification], { at });
    expect(other).toMatchObject({ valid: false, signature: 'invalid' });
    expect(hits).toEqual(['/own']);
  });
});

describe('signatures that are none', () => {
  it.each(Object.keys(keyFor))('%s: empty, zeros, and cut short', async (alg) => {
    const honest = await sign(alg);
    expect(await verdict(honest, alg)).toEqual(good);
    const [header, payload, signature = ''] = honest.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const empty = await verdict(`${header}.${payload}.`, alg);
    expect(empty).toEqual({ valid: false, signature: 'unchecked', reason: 'signature-missing' });
    for (const forged of [Buffer.alloc(bytes.length), bytes.subarray(0, -1), Buffer.concat([bytes, bytes])]) {
      const result = await verdict(`${header}.${payload}.${forged.toString('base64url')}`, alg);
      expect(result).toEqual({ valid: false, signature: 'invalid', reason: 'signature-invalid' });
    }
  });

  it.each(['ES256', 'ES384', 'ES512'])(
    '%s: r and s of zero in DER, and of the order itself (CVE-2022-21449)',
    async (alg) => {
      const honest = await sign(alg);
      expect(await verdict(honest, alg)).toEqual(good);
      const [header, payload, signature = ''] = honest.split('.');
      const half = Buffer.from(signature, 'base64url').length / 2;
      const zeros = Buffer.from('3006020100020100', 'hex');
      const ones = Buffer.concat([Buffer.alloc(half, 0xff), Buffer.alloc(half, 0xff)]);
      for (const forged of [zeros, ones]) {
        const result = await verdict(`${header}.${payload}.${forged.toString('base64url')}`, alg);
        expect(result).toMatchObject({ valid: false, signature: 'invalid' });
      }
    },
  );
});

describe('headers', () => {
  it.each([
    ['a crit that is unknown', { crit: ['exp'], exp: 1 }],
    ['a crit that names what is absent', { crit: ['b64'] }],
    ['a crit that names alg', { crit: ['alg'] }],
    ['a crit that is a text', { crit: 'b64', b64: false }],
    ['an unencoded payload out of crit', { b64: false }],
  ])('%s', async (_, header) => {
    expect(await verdict(signedByHand('{"alg":"ES256"}'), 'ES256')).toEqual(good);
    expect(await verdict(signedByHand(JSON.stringify({ alg: 'ES256', ...header })), 'ES256')).toEqual({
      valid: false,
      signature: 'unchecked',
      reason: 'critical-unsupported',
    });
  });

  it.each([
    '../../../../etc/passwd',
    "' OR 1=1 --",
    '/dev/null',
    '__proto__',
    'constructor',
    '$(id)',
    '\u0000',
  ])('a kid of %j is a text, and nothing else', async (kid) => {
    const token = await sign('ES256', { kid });
    expect(await verdict(token, 'ES256')).toEqual(good);
    const [wrong] = [makeKey('EC P-256 ').verification];
    const result = await verifyToken(token, [wrong], { at });
    expect(result).toMatchObject({ valid: false, signature: 'invalid', header: { kid } });
  });

  it.each([
    ['alg', '{"alg":"none","alg":"ES256"}'],
    ['kid', '{"alg":"ES256","kid":"a","kid":"b"}'],
  ])('%s twice', async (_, header) => {
    expect(await verdict(signedByHand('{"alg":"ES256"}'), 'ES256')).toEqual(good);
    expect(await verdict(signedByHand(header), 'ES256')).toEqual({
      valid: false,
      signature: 'valid',
      reason: 'duplicate-member',
    });
  });

  it('alg protected and unprotected at once, in JSON', async () => {
    const [protectedHeader, payload, signature] = (await sign('ES256')).split('.');
    const honest = JSON.stringify({ protected: protectedHeader, payload, signature });
    expect(await verdict(honest, 'ES256')).toEqual(good);
    const twice = JSON.stringify({ protected: protectedHeader, header: { alg: 'none' }, payload, signature });
    expect(await verdict(twice, 'ES256')).toMatchObject({ valid: false, reason: 'duplicate-member' });
  });
});

describe('tokens that ask for much work', () => {
  const password = { k: Buffer.from('a password').toString('base64url'), kty: 'oct' };
  const encrypted = (p2c: number) =>
    new CompactEncrypt(Buffer.from('{"iss":"me"}'))
      .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' })
      .setKeyManagementParameters({ p2c })
      .encrypt(Buffer.from('a password'));

  it('PBES2 with a huge count', async () => {
    const keys = await decryptingKeys(password);
    const honest = await encrypted(1000);
    expect((await decryptToken(honest, keys)).claims).toEqual({ iss: 'me' });
    const [header = '', ...rest] = honest.split('.');
    const parsed = JSON.parse(Buffer.from(header, 'base64url').toString()) as JsonObject;
    for (const p2c of [maxPasswordRounds + 1, 2 ** 31, 1e15, Number.MAX_VALUE]) {
      const forged = [part({ ...parsed, p2c }), ...rest].join('.');
      await withWatchdogAsync(() => expectCode(() => decryptToken(forged, keys), 'work-factor-too-high'));
    }
    for (const p2c of [-1, 0, 1.5, '1000', null]) {
      const forged = [part({ ...parsed, p2c }), ...rest].join('.');
      await expectCode(() => decryptToken(forged, keys), 'token-malformed');
    }
  });

  it('a deflate bomb', async () => {
    const secret = { kty: 'oct', k: 'GawgguFyGrWKav7AX4VKUg' };
    const keys = await decryptingKeys(secret);
    const compressed = (length: number) =>
      new CompactEncrypt(Buffer.alloc(length, 'a'))
        .setProtectedHeader({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' })
        .encrypt(Buffer.from(secret.k, 'base64url'));
    expect((await decryptToken(await compressed(1_000_000), keys)).plaintext).toHaveLength(1_000_000);
    const bomb = await compressed(100_000_000);
    expect(bomb.length).toBeLessThan(1_000_000);
    await withWatchdogAsync(() => expectCode(() => decryptToken(bomb, keys), 'input-too-large'));
  });
});

describe('points that are on no curve', () => {
  const offCurve = { kty: 'EC', crv: 'P-256', x: part('\u0001'.repeat(32)), y: part('\u0001'.repeat(32)) };

  it('as a key to verify with', async () => {
    const jwk = (await exportJWK(signer('ES256').verification.key)) as JsonObject;
    expect(await verifyToken(await sign('ES256'), await verifyingKeys(jwk), { at })).toMatchObject(good);
    for (const wrong of [offCurve, { ...jwk, y: jwk.x ?? '' }])
      expect(await verifyToken(await sign('ES256'), await verifyingKeys(wrong), { at })).toMatchObject({
        valid: false,
        signature: 'unchecked',
        reason: 'key-unsafe',
      });
  });

  it('as an ephemeral key of ECDH-ES', async () => {
    const { signing, verification } = signer('ES256');
    const key = { source: 'key', key: signing.key, description: signing.description };
    const honest = await new CompactEncrypt(Buffer.from('{"iss":"me"}'))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM' })
      .encrypt(createPublicKey(verification.key.export({ format: 'pem', type: 'spki' })));
    expect((await decryptToken(honest, [key])).claims).toEqual({ iss: 'me' });
    const [, ...rest] = honest.split('.');
    const other = { kty: 'EC', crv: 'P-384', x: offCurve.x, y: offCurve.y };
    for (const epk of [offCurve, other, { ...offCurve, x: 'AA' }, { ...offCurve, x: 1 }]) {
      const forged = [part({ alg: 'ECDH-ES', enc: 'A128GCM', epk }), ...rest].join('.');
      await expectCode(() => decryptToken(forged, [key]), 'decryption-failed');
    }
    for (const epk of [undefined, 'text', { ...offCurve, d: 'AA' }, { kty: 'EC' }]) {
      const forged = [part({ alg: 'ECDH-ES', enc: 'A128GCM', epk: epk ?? null }), ...rest].join('.');
      await expectCode(() => decryptToken(forged, [key]), 'token-malformed');
    }
  });
});
