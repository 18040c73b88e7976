import { constants, createHash, createHmac, sign as nodeSign } from 'node:crypto';
import { CompactSign } from 'jose';
import { expect, it } from 'vitest';
import { secretSuspects } from '../../../core/jose/suspects.ts';
import type { VerificationKey } from '../../../core/jose/verification-key.ts';
import { type VerifyOptions, verifyToken } from '../../../core/jose/verify-token.ts';
import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import type { Finding, FindingCode } from '../../../shared/jwt/finding.ts';
import { findingKinds } from '../../../shared/jwt/finding-kinds.ts';
import { checkAgainstServer } from '../../../shared/servers/check-against-server.ts';
import { checkComposition } from '../../../shared/servers/check-composition.ts';
import { findServer } from '../../../shared/servers/known-servers.ts';
import type { Server, ServerRules } from '../../../shared/servers/server.ts';
import { compact, part } from '../../shared/jwt/token-parts.ts';
import { composedFor, now } from '../../shared/servers/composed-for.ts';
import { makeKey } from './keys.ts';
import { signToken } from './sign-json.ts';

type Findings = readonly Finding[] | Promise<readonly Finding[]>;

const rsa = makeKey('RSA 2048');
const ec = makeKey('EC P-256');
const good = { iss: 'me', aud: 'them', exp: now + 300, iat: now };
const signed = (header: JsonObject = {}, claims: JsonValue = good, key = rsa) =>
  signToken(key.signing, { alg: 'RS256', ...header }, claims, { allowWeakKey: true });

const decoded = (text: string): Findings => decodeToken(text, now).findings;
const withHeader = (header: JsonObject): Findings => decoded(compact({ alg: 'RS256', ...header }, good));
const withClaims = (claims: JsonObject): Findings => decoded(compact({ alg: 'RS256' }, claims));

async function verified(
  key: VerificationKey | readonly VerificationKey[],
  more: Partial<VerifyOptions> = {},
  token?: string,
): Promise<readonly Finding[]> {
  const text = token ?? (await signed()).token;
  return (await verifyToken(text, [key].flat(), { at: now, ...more })).findings;
}

async function altered(header: JsonObject): Promise<string> {
  const { token } = await signed(header);
  const [first, , signature] = token.split('.');
  return `${first}.${part({ ...good, iss: 'you' })}.${signature}`;
}

function byHand(alg: string, make: (input: Buffer) => Buffer): string {
  const input = `${part({ alg })}.${part(good)}`;
  return `${input}.${make(Buffer.from(input)).toString('base64url')}`;
}

/** A composition that breaks one rule of a server that has it alone. */
function byRule(rules: Partial<ServerRules>, header: JsonObject, claims: JsonObject): Findings {
  const plain = findServer('rfc7523');
  const server: Server = {
    ...plain,
    rules: { algorithms: [], requiredHeader: [], requiredClaims: [], ...rules },
  };
  return checkAgainstServer(server, header, claims, now, { key: { type: 'RSA', bits: 2048 } });
}

const axway = findServer('axway-api-gateway');
const secret = Buffer.from('c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTAxMjM0');

/** One way to come by each finding. A code that is added has to be added here, or this does not compile. */
const cases: Readonly<Record<FindingCode, () => Findings>> = {
  'token-malformed': () => decoded('a.b'),
  'token-encrypted': () =>
    verified(rsa.verification, {}, `${part({ alg: 'RSA-OAEP', enc: 'A128GCM' })}.AA.AA.AA.AA`),
  'token-whitespace': async () => decoded((await signed()).token.replace('.', '.\n')),
  'token-padding': () => decoded(`${part({ alg: 'RS256' })}.${part(good)}.AA==`),
  'token-stray-characters': () => decoded(`${part({ alg: 'RS256' })}.${part(good)}.A+AA`),
  'token-not-canonical': () => decoded(`${part({ alg: 'RS256' })}.${part(good)}.AB`),
  'token-compressed': () => decoded(`${part({ alg: 'RSA-OAEP', enc: 'A128GCM', zip: 'DEF' })}.AA.AA.AA.AA`),
  'header-not-json': () => decoded('AAAA.e30.AA'),
  'header-wrong-type': () => withHeader({ kid: 1 }),
  'duplicate-member': () => decoded(`${part({ alg: 'RS256' })}.${btoa('{"a":1,"a":2}')}.AA`),
  'number-not-exact': () => decoded(`${part({ alg: 'RS256' })}.${btoa('{"id":9007199254740993}')}.AA`),
  'claims-empty': () => checkComposition({}, {}, { now }),
  'payload-not-json': () => decoded(`${part({ alg: 'RS256' })}.${btoa('abc')}.AA`),
  'payload-not-utf8': () => decoded(`${part({ alg: 'RS256' })}.gICA.AA`),
  'payload-detached': () => decoded(`${part({ alg: 'RS256' })}..AA`),
  'algorithm-missing': () => decoded(compact({}, good)),
  'algorithm-none': () => decoded(compact({ alg: 'none' }, good)),
  'algorithm-weak': () => decoded(`${part({ alg: 'RSA1_5', enc: 'A128GCM' })}.AA.AA.AA.AA`),
  'algorithm-unsupported': () => verified(rsa.verification, {}, compact({ alg: 'XX1' }, good)),
  'algorithm-not-allowed': () => verified(rsa.verification, { algorithm: 'PS256' }),
  'critical-unsupported': () => withHeader({ crit: ['x'], x: 1 }),
  'key-reference-not-fetched': () => withHeader({ jku: 'https://keys.example' }),
  'key-in-header': () => withHeader({ jwk: {} }),
  'thumbprint-wrong-hash': () => withHeader({ x5t: 'A'.repeat(43) }),
  'thumbprint-of-hex': () => withHeader({ x5t: 'ab'.repeat(20) }),
  'thumbprint-encoding': () => withHeader({ x5t: `${'A'.repeat(27)}=` }),
  'thumbprint-wrong-length': () => withHeader({ 'x5t#S256': 'AAAA' }),
  'certificate-chain-malformed': () => withHeader({ x5c: ['-----BEGIN CERTIFICATE-----'] }),
  'claim-wrong-type': () => withClaims({ exp: '1' }),
  'claim-empty': () => withClaims({ iss: '' }),
  'claim-untrimmed': () => withClaims({ aud: 'them ' }),
  'claim-missing': () => verified(rsa.verification, { issuer: 'x' }, compact({ alg: 'RS256' }, {})),
  'claim-in-milliseconds': () => withClaims({ exp: now * 1000 }),
  'claim-mismatch': () => verified(rsa.verification, { issuer: 'somebody else' }),
  'times-out-of-order': () => withClaims({ iat: now, exp: now }),
  'audience-empty': () => withClaims({ aud: [] }),
  'audience-repeated': () => withClaims({ aud: ['a', 'b', 'a'] }),
  'token-expired': () => verified(rsa.verification, { at: now + 301 }),
  'token-not-yet-valid': async () =>
    verified(rsa.verification, {}, (await signed({}, { ...good, nbf: now + 9 })).token),
  'token-issued-in-future': () => verified(rsa.verification, { at: now - 1 }),
  'signature-missing': () => decoded(`${part({ alg: 'RS256' })}.${part(good)}.`),
  'signature-invalid': async () => verified(rsa.verification, {}, await altered({})),
  'signature-der-encoded': () =>
    decoded(byHand('ES256', (input) => nodeSign('sha256', input, ec.signing.key))),
  'signature-other-key': () =>
    verified(makeKey('RSA 2048 ').verification, {
      suspects: async () => [{ key: rsa.verification, name: 'a key of the vault' }],
    }),
  'signature-other-algorithm': () =>
    verified(
      rsa.verification,
      {},
      byHand('RS256', (input) => nodeSign('sha512', input, rsa.signing.key)),
    ),
  'secret-other-encoding': async () => {
    const { entriesOfGivenKey } = await import('../../../core/jose/named-keys.ts');
    const { verificationKeysOf } = await import('../../../core/jose/entry-keys.ts');
    const text = secret.toString();
    const entries = await entriesOfGivenKey({ secret: text, encoding: 'text' });
    const keys = await verificationKeysOf(entries);
    const token = byHand('HS256', (input) =>
      createHmac('sha256', Buffer.from(text, 'base64')).update(input).digest(),
    );
    return verified(keys, { suspects: () => secretSuspects(text, 'text') }, token);
  },
  'token-altered': async () => verified(rsaWithKid('mine'), {}, await altered({ kid: 'mine' })),
  'signature-not-by-key': () => verified(makeKey('RSA 2048 ').verification),
  'signature-undecided': async () => {
    const token = await new CompactSign(Buffer.from('{}'))
      .setProtectedHeader({ alg: 'ES256', kid: 'a' })
      .sign(ec.signing.key);
    const other = makeKey('EC P-256 ').verification;
    return verified({ ...other, description: { ...other.description, kid: 'a' } }, {}, token);
  },
  'signature-encoding': () =>
    verified(
      rsa.verification,
      {},
      byHand('RS256', (input) => Buffer.from(nodeSign('sha256', input, rsa.signing.key).toString('hex'))),
    ),
  'signature-length': () =>
    verified(
      rsa.verification,
      {},
      byHand('RS256', (input) => nodeSign('sha256', input, rsa.signing.key).subarray(1)),
    ),
  'signature-salt-length': () =>
    verified(
      rsa.verification,
      {},
      byHand('PS256', (input) =>
        nodeSign('sha256', input, {
          key: rsa.signing.key,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: 20,
        }),
      ),
    ),
  'signature-other-text': () =>
    verified(
      rsa.verification,
      {},
      byHand('RS256', (input) =>
        nodeSign('sha256', createHash('sha256').update(input).digest(), rsa.signing.key),
      ),
    ),
  'token-for-graph': () => {
    const nonce = 'n-1';
    const hashed = createHash('sha256').update(nonce).digest('base64url');
    const signature = nodeSign(
      'sha256',
      Buffer.from(`${part({ alg: 'RS256', nonce: hashed })}.${part(good)}`),
      rsa.signing.key,
    );
    return verified(
      rsa.verification,
      {},
      `${part({ alg: 'RS256', nonce })}.${part(good)}.${signature.toString('base64url')}`,
    );
  },
  'jwk-malformed': () => verified({ ...rsa.verification, malformed: { member: 'n', as: 'plain Base64' } }),
  'key-id-mismatch': async () => {
    const { token } = await signed({ kid: 'another' });
    const other = makeKey('RSA 2048 ').verification;
    return verified({ ...other, description: { ...other.description, kid: 'mine' } }, {}, token);
  },
  'key-too-small': async () => (await signed({}, good, makeKey('RSA 1024'))).findings,
  'key-type-mismatch': () => verified(ec.verification),
  'key-unsafe': () =>
    verified({
      source: 'public key',
      description: { ...rsa.verification.description, unsafe: 'has the exponent 1' },
    }),
  'key-use-mismatch': () => verified({ ...rsa.verification, restrictions: { use: 'enc' } }),
  'certificate-untrusted': () => verified({ ...rsa.verification, untrusted: 'nobody vouches for it' }),
  'certificate-expired': () =>
    verified({ ...rsa.verification, validity: { notBefore: 0, notAfter: now - 1 } }),
  'certificate-not-yet-valid': () =>
    verified({ ...rsa.verification, validity: { notBefore: now + 1, notAfter: now + 2 } }),
  'placeholder-left': () => checkAgainstServer(axway, axway.preset.header, { iss: '{client_id}' }, now),
  'server-algorithm': () => byRule({ algorithms: ['ES256'] }, { alg: 'RS256' }, good),
  'server-header-missing': () => byRule({ requiredHeader: ['kid'] }, {}, good),
  'server-claim-missing': () => byRule({ requiredClaims: ['jti'] }, {}, good),
  'server-value': () => byRule({ values: { 'header.typ': ['JWT'] } }, { typ: 'at+jwt' }, good),
  'server-format': () => byRule({ formats: { 'claims.iss': 'uuid' } }, {}, good),
  'server-issuer': () => byRule({ issuer: ['{a}.{b}'] }, {}, good),
  'server-subject': () => byRule({ subjectIsIssuer: true }, {}, { ...good, sub: 'you' }),
  'server-audience': () => byRule({ audience: ['https://x.example'] }, {}, good),
  'server-audience-shape': () => byRule({ audienceShape: 'array' }, {}, good),
  'server-lifetime-too-long': () => byRule({ maxLifetime: 60 }, {}, good),
  'server-lifetime-too-short': () => byRule({ minLifetime: 600 }, {}, good),
  'server-issued-at': () => byRule({ latestIssuedAt: -60 }, {}, good),
  'server-time-not-whole': () => byRule({ wholeTimes: true }, {}, { exp: now + 0.5 }),
  'server-scope': () => byRule({ scope: 'form' }, {}, { ...good, scope: 'read' }),
  'server-key-too-small': () => byRule({ minKeyBits: 4096 }, {}, good),
};

function rsaWithKid(kid: string): VerificationKey {
  return { ...rsa.verification, description: { ...rsa.verification.description, kid } };
}

it('finds nothing in a token as it should be', async () => {
  expect(await verified(rsa.verification, { issuer: 'me', audience: 'them' })).toEqual([]);
  const { header, claims } = composedFor(axway);
  expect(checkAgainstServer(axway, header, claims, now)).toEqual([]);
});

it.each(Object.entries(cases))('%s', async (code, find) => {
  const found = (await find()).find((each) => each.code === code);
  expect(found).toBeDefined();
  expect(found?.message).not.toBe('');
  expect(found?.path).toMatch(/^(?:header|claims)(?:\..+)?$|^(?:token|payload|signature|key)$/);
  expect(found?.reference).not.toBe('');
  expect(structuredClone(found)).toEqual(found);
});

it('has a case for each code of the catalogue', () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(findingKinds).sort());
});
