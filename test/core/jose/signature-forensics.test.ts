import {
  constants,
  createHash,
  createHmac,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  sign as nodeSign,
  privateEncrypt,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import type { VerificationKey } from '../../../core/jose/verification-key.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import type { Verdict } from '../../../shared/contract/jose.ts';
import { part } from '../../shared/jwt/token-parts.ts';
import { withWatchdogAsync } from '../../shared/watchdog.ts';
import { fixture } from '../fixture.ts';

const at = 1_796_042_900;
const claims = { iss: 'https://idp.example/a', sub: 'svc-7', exp: at + 600, iat: at };

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' });
const ed = generateKeyPairSync('ed25519');
const pairs: Readonly<Record<string, Pair>> = {
  RS256: rsa,
  PS256: rsa,
  ES256: p256,
  ES384: p384,
  ES512: p521,
  EdDSA: ed,
};

async function keyOf(jwk: object): Promise<VerificationKey> {
  const { entries } = await readKeyStore(Buffer.from(JSON.stringify(jwk)), {});
  const [key] = await verificationKeysOf(entries);
  if (!key) throw new Error('no key');
  return key;
}
const publicJwk = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: 'jwk' }), ...more });

function rawSign(alg: string, input: Buffer): Buffer {
  const { privateKey: key } = pairs[alg] ?? rsa;
  if (alg === 'EdDSA') return nodeSign(null, input, key);
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith('ES')) return nodeSign(hash, input, { key, dsaEncoding: 'ieee-p1363' });
  if (alg.startsWith('PS'))
    return nodeSign(hash, input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  return nodeSign(hash, input, key);
}

const inputOf = (alg: string, header: object = {}) =>
  Buffer.from(`${part({ alg, ...header })}.${part(claims)}`);
const token = (input: Buffer | string, signature: Buffer) => `${input}.${signature.toString('base64url')}`;

async function verdictOf(text: string, key: VerificationKey | readonly VerificationKey[]): Promise<Verdict> {
  return verifyToken(text, [key].flat(), { at });
}

/** The reason in the verdict, and the finding that gives it. */
async function why(text: string, key: VerificationKey | readonly VerificationKey[]) {
  const verdict = await verdictOf(text, key);
  expect(verdict).toMatchObject({ valid: false, signature: 'invalid', reason: 'signature-invalid' });
  const [failed, first] = verdict.findings.filter(({ path }) => path !== 'claims.exp');
  const found = verdict.findings[verdict.findings.findIndex(({ code }) => code === 'signature-invalid') + 1];
  expect(failed).toBeDefined();
  if (found)
    expect(verdict.findings.find(({ code }) => code === 'signature-invalid')?.details).toEqual({
      why: found.message,
    });
  return found ?? first;
}

describe('the form of the signature', () => {
  it.each(['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
    '%s as text, and cut short or too long',
    async (alg) => {
      const input = inputOf(alg);
      const signature = rawSign(alg, input);
      const key = await keyOf(publicJwk((pairs[alg] ?? rsa).publicKey));
      expect((await verdictOf(token(input, signature), key)).valid).toBe(true);

      const hex = signature.toString('hex');
      expect(await why(`${input}.${hex}`, key)).toMatchObject({
        code: 'signature-encoding',
        message: expect.stringContaining('hexadecimal'),
      });
      expect(await why(token(input, Buffer.from(hex)), key)).toMatchObject({
        code: 'signature-encoding',
        message: expect.stringContaining('hexadecimal'),
      });
      expect(await why(token(input, Buffer.from(signature.toString('base64'))), key)).toMatchObject({
        code: 'signature-encoding',
        message: expect.stringContaining('Base64'),
      });
      const { length } = signature;
      const short = await why(token(input, signature.subarray(0, length - 3)), key);
      expect(short).toMatchObject({ code: 'signature-length' });
      expect(short?.message).toContain(`${length - 3} bytes`);
      expect(short?.message).toContain(String(length));
      const long = await why(token(input, Buffer.concat([signature, Buffer.from('xyz')])), key);
      expect(long).toMatchObject({
        code: 'signature-encoding',
        message: expect.stringContaining('3 too many'),
      });
      const turned = Buffer.from(signature).reverse();
      if (alg.startsWith('RS'))
        expect((await why(token(input, turned), key))?.message).toContain('from its last byte');
    },
  );

  it.each(['ES256', 'ES512'])('%s with r and s exchanged, or a leading zero dropped', async (alg) => {
    const key = await keyOf(publicJwk((pairs[alg] ?? rsa).publicKey));
    const input = inputOf(alg);
    const signature = rawSign(alg, input);
    const half = signature.length / 2;
    const exchanged = Buffer.concat([signature.subarray(half), signature.subarray(0, half)]);
    expect((await why(token(input, exchanged), key))?.message).toContain('r and s exchanged');
    // One signature in 256 begins with a zero.
    for (let count = 0; count < 5000; count += 1) {
      const found = rawSign(alg, input);
      const zero = [0, half].find((start) => found[start] === 0);
      if (zero === undefined || (alg === 'ES512' && found[zero + 1] === 0)) continue;
      const dropped = Buffer.concat([found.subarray(0, zero), found.subarray(zero + 1)]);
      expect((await why(token(input, dropped), key))?.message).toContain('which the signer dropped');
      return;
    }
    throw new Error('no signature with a zero');
  });

  it.each([0, 20, 48, 222])('PS256 with a salt of %d bytes', async (saltLength) => {
    const input = inputOf('PS256');
    const signature = nodeSign('sha256', input, {
      key: rsa.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength,
    });
    const found = await why(token(input, signature), await keyOf(publicJwk(rsa.publicKey)));
    expect(found).toMatchObject({ code: 'signature-salt-length' });
    expect(found?.message).toContain(`a salt of ${saltLength} bytes`);
    expect(found?.message).toContain('PS256 wants 32');
  });
});

describe('what was signed', () => {
  const json = (value: object, indent?: number) => JSON.stringify(value, null, indent);
  const b64 = (text: string) => Buffer.from(text).toString('base64url');
  const hash = (input: Buffer | string) => createHash('sha256').update(input).digest();
  const header = { alg: 'RS256', typ: 'JWT', kid: 'k' };
  const sent = `${b64(json(header))}.${b64(json(claims))}`;

  it.each<readonly [string, string | Buffer]>([
    ['hashed twice', hash(sent)],
    ['in hexadecimal: it was hashed twice', hash(sent).toString('hex')],
    ['the payload as JSON laid out with two blanks', `${b64(json(header))}.${b64(json(claims, 2))}`],
    ['the payload as JSON laid out with four blanks', `${b64(json(header))}.${b64(json(claims, 4))}`],
    [
      'the payload as JSON with a blank behind',
      `${b64(json(header))}.${b64(json(claims).replace(/":/g, '": ').replace(/,"/g, ', "'))}`,
    ],
    [
      'the payload with its slashes escaped',
      `${b64(json(header))}.${b64(json(claims).replaceAll('/', '\\/'))}`,
    ],
    [
      'the payload with its members sorted',
      `${b64(json(header))}.${b64(json(Object.fromEntries(Object.entries(claims).sort())))}`,
    ],
    [
      'the header with its members in another order',
      `${b64(json({ typ: 'JWT', alg: 'RS256', kid: 'k' }))}.${b64(json(claims))}`,
    ],
    ['the header as JSON laid out with two blanks', `${b64(json(header, 2))}.${b64(json(claims))}`],
    [
      'header and payload as JSON laid out with two blanks',
      `${b64(json(header, 2))}.${b64(json(claims, 2))}`,
    ],
    ['the payload with a line break', `${b64(json(header))}.${b64(`${json(claims)}\n`)}`],
    ['the payload alone', b64(json(claims))],
    ['the decoded payload alone', json(claims)],
    ['without the dot', sent.replace('.', '')],
    ['header and payload as JSON, not as base64url', `${json(header)}.${json(claims)}`],
  ])('was %s', async (words, text) => {
    for (const [alg, pair] of [
      ['RS256', rsa],
      ['PS256', rsa],
      ['ES256', p256],
    ] as const) {
      const over = Buffer.from(
        typeof text === 'string' ? text.replaceAll(b64(json(header)), b64(json({ ...header, alg }))) : text,
      );
      const here = sent.replace(b64(json(header)), b64(json({ ...header, alg })));
      // Written for RS256: of the others, those that name alg in the header are made anew.
      const same = alg === 'RS256' || !words.startsWith('the header') ? over : undefined;
      if (same === undefined || (alg !== 'RS256' && /header|hashed|dot/.test(words))) continue;
      const key = await keyOf(publicJwk(pair.publicKey));
      const found = await why(token(here, rawSign(alg, same)), key);
      expect(found).toMatchObject({ code: 'signature-other-text' });
      expect(found?.message).toContain(words);
    }
  });

  it('was the bare hash, without the DER that names it', async () => {
    const signature = privateEncrypt(
      { key: rsa.privateKey, padding: constants.RSA_PKCS1_PADDING },
      hash(sent),
    );
    const found = await why(token(sent, signature), await keyOf(publicJwk(rsa.publicKey)));
    expect(found).toMatchObject({
      code: 'signature-other-algorithm',
      message: expect.stringContaining('left out the DER'),
    });
  });

  it('was a header whose nonce is hashed: a token for Microsoft Graph', async () => {
    const nonce = 'T3BsYWNlaG9sZGVy';
    const hashed = b64(
      json({ typ: 'JWT', nonce: hash(nonce).toString('base64url'), alg: 'RS256', kid: 'k' }),
    );
    const shown = b64(json({ typ: 'JWT', nonce, alg: 'RS256', kid: 'k' }));
    const signature = rawSign('RS256', Buffer.from(`${hashed}.${b64(json(claims))}`));
    const found = await why(
      token(`${shown}.${b64(json(claims))}`, signature),
      await keyOf(publicJwk(rsa.publicKey, { kid: 'k' })),
    );
    expect(found).toMatchObject({ code: 'token-for-graph', path: 'header.nonce' });
  });
});

describe('the key', () => {
  it('is a JWK in hexadecimal or plain Base64', async () => {
    const { n = '', e = '' } = rsa.publicKey.export({ format: 'jwk' });
    const good = token(inputOf('RS256'), rawSign('RS256', inputOf('RS256')));
    for (const exponent of [e, '010001']) {
      const hex = await keyOf({ kty: 'RSA', n: Buffer.from(n, 'base64url').toString('hex'), e: exponent });
      const found = await why(good, hex);
      expect(found).toMatchObject({
        code: 'jwk-malformed',
        message: expect.stringContaining('n is hexadecimal, not base64url'),
      });
      expect(found?.message).toContain('verifies the signature');
    }
    const foreign = await keyOf({
      kty: 'RSA',
      n: Buffer.from(otherRsa.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex'),
      e,
    });
    expect((await why(good, foreign))?.message).not.toContain('verifies');
    const plain = await keyOf({ kty: 'RSA', n: Buffer.from(n, 'base64url').toString('base64'), e });
    const verdict = await verdictOf(good, plain);
    expect([verdict.valid, verdict.findings.map(({ code }) => code)]).toEqual([true, ['jwk-malformed']]);
    const { x = '', y = '' } = p256.publicKey.export({ format: 'jwk' });
    const hexOf = (text: string) => Buffer.from(text, 'base64url').toString('hex');
    const ec = await keyOf({ kty: 'EC', crv: 'P-256', x: hexOf(x), y: hexOf(y) });
    expect((await why(token(inputOf('ES256'), rawSign('ES256', inputOf('ES256'))), ec))?.message).toContain(
      'x is hexadecimal',
    );
  });

  it('is another under the same kid, which an RSA signature shows', async () => {
    const input = inputOf('RS256', { kid: 'k' });
    const wrong = await keyOf(publicJwk(otherRsa.publicKey, { kid: 'k' }));
    expect(await why(token(input, rawSign('RS256', input)), wrong)).toMatchObject({
      code: 'signature-not-by-key',
      message: expect.stringContaining('another key under the same name'),
    });
  });

  it('made the signature over another text: altered, with proof', async () => {
    const input = inputOf('RS256', { kid: 'k' });
    const key = await keyOf(publicJwk(rsa.publicKey));
    for (const alg of ['RS256', 'PS256']) {
      const signature = rawSign(alg, inputOf(alg, { kid: 'k' }));
      const altered = `${part({ alg, kid: 'k' })}.${part({ ...claims, sub: 'root' })}`;
      expect(await why(token(altered, signature), key)).toMatchObject({ code: 'token-altered' });
    }
    expect((await verdictOf(token(input, rawSign('RS256', input)), key)).valid).toBe(true);
  });

  it('cannot be told from an altered token by ECDSA, EdDSA and HMAC, and that is said', async () => {
    for (const alg of ['ES256', 'EdDSA']) {
      const signature = rawSign(alg, inputOf(alg, { kid: 'k' }));
      const altered = `${part({ alg, kid: 'k' })}.${part({ ...claims, sub: 'root' })}`;
      const key = await keyOf(publicJwk((pairs[alg] ?? rsa).publicKey, { kid: 'k' }));
      expect(await why(token(altered, signature), key)).toMatchObject({ code: 'signature-undecided' });
    }
  });
});

describe('a shared secret', () => {
  const secret = 'correct horse battery staple, and then some more';
  const mac = (key: Buffer | string) =>
    token(inputOf('HS256'), createHmac('sha256', key).update(inputOf('HS256')).digest());
  const keyFrom = (bytes: Buffer): VerificationKey => ({
    source: 'secret',
    key: createSecretKey(bytes),
    description: { type: 'oct', bits: bytes.length * 8 },
  });
  const text = (value: string) => Buffer.from(value);
  const hex = createHash('sha256').update('x').digest('hex');

  it.each<readonly [string, Buffer, Buffer]>([
    ['with a line break at its end', text(secret), text(`${secret}\n`)],
    ['with a line break (CRLF) at its end', text(secret), text(`${secret}\r\n`)],
    ['without the line break at its end', text(`${secret}\n`), text(secret)],
    ['without the line break at its end', text(`${secret}\r\n`), text(secret)],
    ['without the white space around it', text(`  ${secret} `), text(secret)],
    ['without the quotes around it', text(`"${secret}"`), text(secret)],
    ['read as hexadecimal', text(hex), Buffer.from(hex, 'hex')],
    ['read as hexadecimal', text(`${hex}\n`), Buffer.from(hex, 'hex')],
    ['read as Base64', text(Buffer.from(secret).toString('base64')), text(secret)],
    ['taken as its own text in Base64', text(secret), text(Buffer.from(secret).toString('base64'))],
    ['taken as its own text in hexadecimal', Buffer.from(hex, 'hex'), text(hex)],
  ])('%s', async (words, given, meant) => {
    expect((await verdictOf(mac(meant), keyFrom(meant))).valid).toBe(true);
    expect(await why(mac(meant), keyFrom(given))).toMatchObject({
      code: 'secret-other-encoding',
      message: `the secret ${words} verifies the signature`,
    });
  });

  it('is another: nothing is said', async () => {
    expect(await why(mac('another secret of some length, for sure'), keyFrom(text(secret)))).toBeUndefined();
  });
});

it('says of no token under a wrong key that it was altered', async () => {
  const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
  const wrong = {
    RS256: await keyOf(publicJwk(otherRsa.publicKey, { kid: 'k' })),
    PS256: await keyOf(publicJwk(otherRsa.publicKey, { kid: 'k' })),
    ES256: await keyOf(publicJwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, { kid: 'k' })),
    EdDSA: await keyOf(publicJwk(generateKeyPairSync('ed25519').publicKey, { kid: 'k' })),
  };
  const codes = new Map<string, number>();
  for (let count = 0; count < 1000; count += 1) {
    const alg = algorithms[count % algorithms.length] ?? 'RS256';
    const input = Buffer.from(
      `${part({ alg, ...(count % 3 === 0 ? {} : { kid: 'k' }) })}.${part({ ...claims, jti: `id-${count}` })}`,
    );
    const { findings, valid } = await verdictOf(token(input, rawSign(alg, input)), wrong[alg]);
    expect(valid).toBe(false);
    for (const { code } of findings) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  expect(codes.get('signature-invalid')).toBe(1000);
  expect(codes.get('token-altered')).toBeUndefined();
  expect(codes.get('signature-other-text')).toBeUndefined();
  expect(codes.get('signature-not-by-key')).toBe(250);
}, 300_000);

it('is bounded: a large token, and a set of many keys', async () => {
  const big = `${part({ alg: 'RS256' })}.${part({ ...claims, blob: 'x'.repeat(500_000) })}.${'A'.repeat(342)}`;
  const jwks = {
    keys: Array.from({ length: 300 }, (_, index) => publicJwk(rsa.publicKey, { kid: String(index) })),
  };
  const { entries } = await readKeyStore(Buffer.from(JSON.stringify(jwks)), {});
  const keys = await verificationKeysOf(entries);
  expect(await withWatchdogAsync(async () => (await verdictOf(big, keys)).valid)).toBe(false);
});

// Situations from public trackers, with keys and names invented; made for Signet, see ../../fixtures/forensics/README.md.
describe('situations that people reported', () => {
  const read = (name: string) => fixture(`forensics/${name}`);
  it.each([
    [
      'hex-modulus.jwk',
      'token.jwt',
      'jwk-malformed',
      'n is hexadecimal, not base64url; read as hexadecimal, the key verifies',
    ],
    ['same-kid-other-key.json', 'token.jwt', 'signature-not-by-key', 'another key under the same name'],
    ['graph-jwks.json', 'graph.jwt', 'token-for-graph', 'Microsoft Graph'],
    ['rsa.crt', 'ps256-longest-salt.jwt', 'signature-salt-length', 'a salt of 222 bytes; PS256 wants 32'],
    ['p521.pub', 'es512-cut-short.jwt', 'signature-length', '131 bytes, and one of ES512 has 132'],
    ['rsa.pub', 'hex-signature.jwt', 'signature-encoding', 'hexadecimal'],
  ])('%s and %s', async (key, jwt, code, words) => {
    const keys = await verificationKeysOf((await readKeyStore(read(key), {})).entries);
    const found = await why(Buffer.from(read(jwt)).toString().trim(), keys);
    expect(found).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('a key of a SPIFFE bundle verifies a JWT-SVID', async () => {
    const keys = await verificationKeysOf((await readKeyStore(read('spiffe-bundle.json'), {})).entries);
    expect(await verdictOf(Buffer.from(read('svid.jwt')).toString().trim(), keys)).toMatchObject({
      signature: 'valid',
    });
  });
});
