import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { armour } from '../../../core/asn1/armour.ts';
import { membersOf, readAsn1, tags } from '../../../core/asn1/asn1.ts';
import {
  der,
  derBits,
  derContext,
  derInteger,
  derNull,
  derOctets,
  derOid,
  derSequence,
} from '../../../core/asn1/der.ts';
import { describeCertificate } from '../../../core/certificate/describe-certificate.ts';
import { describeChain } from '../../../core/certificate/describe-chain.ts';
import { exportCertificate } from '../../../core/certificate/export-certificate.ts';
import { signingKeyOf, verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import type { StoreEntry } from '../../../core/key/key-store.ts';
import { describeKeyStore } from '../../../core/keystore/describe-key-store.ts';
import { findEntry } from '../../../core/keystore/find-entry.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { makeCertificate, signedBy, spkiOf } from '../../support/make-certificate.ts';
import { hasTool } from '../../support/tools.ts';
import { certificateFixture, expectCode, fixture, privateKeyFixture, textFixture } from '../fixture.ts';

// One bad entry is reported in its place, and never closes the rest.

const folder = mkdtempSync(join(tmpdir(), 'signet-patience-'));
afterAll(() => rmSync(folder, { recursive: true }));

const leaf = textFixture('certificates/leaf.pem');
const root = textFixture('certificates/root.pem');
const rsaPem = textFixture('pem/rsa-2048.pkcs8.pem');

function sign(key: KeyObject, alg: string): Promise<string> {
  return new CompactSign(Buffer.from('{"iss":"me"}')).setProtectedHeader({ alg }).sign(key);
}

async function list(bytes: Uint8Array | string, store?: string) {
  const file = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return describeKeyStore(await readKeyStore(file, store === undefined ? {} : { store }));
}

/** What each entry is, and what is wrong with it. */
async function outline(bytes: Uint8Array | string, store?: string) {
  const { entries } = await list(bytes, store);
  return entries.map(({ alias, kind, chain, problem }) =>
    [alias, kind, chain[0]?.subject ?? '-', problem?.message ?? 'good'].join(' | '),
  );
}

describe('PEM blocks', () => {
  const broken = (text: string, label = 'CERTIFICATE') =>
    `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;
  const bodyOf = (pem: string) => pem.trim().split('\n').slice(1, -1);
  const cut = bodyOf(leaf).slice(0, 4).join('\n');
  it.each([
    [
      'a character that base64 has not',
      leaf.replace(/\n(.)(.*\n)(.*\n-----END)/, '\n!$2$3'),
      'certificate',
      'is not base64',
    ],
    ['cut short', broken(cut), 'certificate', 'too early'],
    ['empty', broken(''), 'certificate', 'is empty'],
    ['something else', broken(Buffer.from('hello, world').toString('base64')), 'certificate', ''],
    ['a sequence of nothing', broken(Buffer.of(0x30, 0).toString('base64')), 'certificate', 'something else'],
    ['a key that is none', broken(cut, 'PRIVATE KEY'), 'key', 'too early'],
    ['an OpenSSH key that is none', broken('AAAA', 'OPENSSH PRIVATE KEY'), 'key', ''],
    ['a request that is none', broken(cut, 'CERTIFICATE REQUEST'), 'request', 'too early'],
    ['a public key that is none', broken(cut, 'PUBLIC KEY'), 'public-key', 'too early'],
    ['a PKCS#7 that is none', broken(cut, 'PKCS7'), 'certificate', 'too early'],
    [
      'without its END line, cut short',
      broken(cut).replace('-----END CERTIFICATE-----\n', ''),
      'certificate',
      'no END line',
    ],
    [
      'an encrypted key without its parameters',
      broken('Proc-Type: 4,ENCRYPTED\n\nAAAA', 'RSA PRIVATE KEY'),
      'key',
      'DEK-Info',
    ],
  ])('%s: the others are read', async (_, bad, kind, why) => {
    const file = `${leaf}${bad}${rsaPem.replace('PRIVATE', 'PRIVATE')}${root}`;
    expect(await outline(`${leaf}${root}`)).toHaveLength(2);
    const lines = await outline(file, 'changeit');
    const at = leaf.split('\n').length;
    const [found] = lines.filter((line) => !line.endsWith('| good'));
    expect(found).toContain(` | ${kind} | - | `);
    if (!bad.includes('Proc-Type')) expect(found).toContain(`block 2, line ${at}: `);
    expect(found).toContain(why);
    expect(lines.filter((line) => line.endsWith('| good'))).toHaveLength(2);
  });

  it.each(['onebad.pem'])('%s: the good ones, and which is bad', async (name) => {
    expect(await outline(fixture(`stores/${name}`))).toEqual([
      '1 | certificate | O=Acme,CN=leaf.example | good',
      '2 | certificate | - | block 2, line 23: the file is damaged: its CERTIFICATE block is not base64 in line 27',
      '3 | certificate | CN=ec.example | good',
    ]);
  });

  it('where nothing is whole, the file is damaged', async () => {
    await expectCode(() => list(broken(cut)), 'damaged-file');
    await expectCode(() => list(broken(cut) + broken('!')), 'damaged-file');
  });

  it('a bad one is not chosen, and says why when it is', async () => {
    const store = await readKeyStore(new TextEncoder().encode(broken(cut) + leaf), {});
    expect(findEntry(store, undefined, ['certificate']).alias).toBe('2');
    const error = await expectCode(() => findEntry(store, '1'), 'damaged-file');
    expect(error).toMatchObject({ details: { block: 1, line: 1 } });
  });

  it('as a .properties file has them: continued with backslashes, = escaped', async () => {
    expect(await outline(fixture('stores/bitnami.properties'))).toEqual([
      '1 | certificate | O=Acme,CN=leaf.example | good',
    ]);
    const escaped = leaf.replaceAll('\n', '\\\n').replaceAll('=', '\\=');
    expect(escaped).toMatch(/\\=/);
    expect(await outline(`key=${escaped}`)).toEqual(await outline(leaf));
    const windows = leaf.replaceAll('\n', ' \\\r\n    ');
    expect((await list(`key=${windows}`)).repairs).toContain('lines continued with a backslash were joined');
  });
});

describe('a JWK set', () => {
  const { keys } = JSON.parse(textFixture('jwk/set.json')) as { keys: Record<string, unknown>[] };
  const rsa = JSON.parse(textFixture('jwk/rsa-2048.public.json')) as Record<string, unknown>;
  it.each([
    ['n in hex with a colon', { ...rsa, n: '00:ab' }],
    ['no n', { ...rsa, n: undefined }],
    ['a number', 17],
    ['null', null],
    ['an array', []],
    ['a coordinate that is too long', { kty: 'EC', crv: 'P-256', x: 'A'.repeat(80), y: 'AA' }],
  ])('%s: the others are read, and verify', async (_, bad) => {
    const whole = await list(JSON.stringify({ keys }));
    const { entries } = await list(JSON.stringify({ keys: [bad, ...keys] }));
    expect(entries).toHaveLength(whole.entries.length + 1);
    expect(entries[0]).toMatchObject({ kind: 'public-key', problem: { code: 'damaged-file' } });
    expect(entries[0]?.problem?.message).toMatch(/^key 1: /);
    expect(entries.slice(1).map(({ key }) => key)).toEqual(whole.entries.map(({ key }) => key));
    const usable = await verificationKeysOf(
      (await readKeyStore(Buffer.from(JSON.stringify({ keys: [bad, rsa] })), {})).entries,
    );
    expect(usable).toHaveLength(1);
    await expectCode(() => list(JSON.stringify({ keys: [bad] })), 'damaged-file');
  });

  it('of a kind that nobody knows yet is passed over and named', async () => {
    const { entries, closed } = await list(JSON.stringify({ keys: [{ kty: 'NEW' }, rsa] }));
    expect(entries.map(({ problem }) => problem)).toEqual([undefined]);
    expect(closed).toEqual(['key 1: the key type of the key is NEW, which is not supported']);
  });
});

describe('a JKS store', () => {
  const text = (value: string) => Buffer.from([0, value.length, ...Buffer.from(value)]);
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const entry = (alias: string, certificate: Uint8Array, type = 'X.509', date = Buffer.alloc(8)) =>
    Buffer.concat([u32(2), text(alias), date, text(type), u32(certificate.length), certificate]);
  const store = (...entries: Uint8Array[]) =>
    Buffer.concat([
      Buffer.from('feedfeed00000002', 'hex'),
      u32(entries.length),
      ...entries,
      Buffer.alloc(20),
    ]);

  it('entries that are not what they should be stand beside good ones', async () => {
    const good = await certificateFixture('root');
    const file = store(
      entry('garbage', Buffer.from('not a certificate')),
      entry('pgp', Buffer.from('x'), 'PGP'),
      entry('late', good, 'X.509', Buffer.from('7fffffffffffffff', 'hex')),
      entry('good', good),
    );
    expect(await outline(file)).toEqual([
      'garbage | certificate | - | this is not an X.509 certificate, or it is damaged',
      'pgp | certificate | - | the certificate is of the type PGP, which is not supported',
      'late | certificate | CN=Example Root,O=Example,C=US | good',
      'good | certificate | CN=Example Root,O=Example,C=US | good',
    ]);
  });

  it.each(['mix.jks'])('%s: a number that is negative is told, and the others are good', async (name) => {
    const lines = await outline(fixture(`stores/${name}`), 'changeit');
    expect(lines).toEqual([
      'good | certificate | O=Acme,CN=leaf.example | good',
      expect.stringMatching(
        /^neg \| certificate \| CN=GnuTLS test CA \| its certificate: a number .* negative/,
      ),
    ]);
  });
});

describe('a PKCS#12 file', () => {
  const data = derOid('1.2.840.113549.1.7.1');
  const bag = (type: number, value: Uint8Array, ...more: Uint8Array[]) =>
    derSequence(derOid(`1.2.840.113549.1.12.10.1.${type}`), derContext(0, value), ...more);
  const certificateBag = (content: Uint8Array) =>
    bag(3, derSequence(derOid('1.2.840.113549.1.9.22.1'), derContext(0, content)));
  const file = (...bags: Uint8Array[]) => {
    const safe = derSequence(data, derContext(0, derOctets(derSequence(...bags))));
    return derSequence(derInteger(3), derSequence(data, derContext(0, derOctets(derSequence(safe)))));
  };
  const named = (name: Uint8Array) =>
    der(0x31, derSequence(derOid('1.2.840.113549.1.9.20'), der(0x31, der(tags.bmpString, name))));

  it('bags that are not what they should be stand beside good ones', async () => {
    const good = certificateBag(derOctets(await certificateFixture('root')));
    const nameless = derSequence(
      derOid('1.2.840.113549.1.12.10.1.3'),
      derContext(0, derInteger(1)),
      named(Buffer.from('\0a')),
    );
    expect(
      await outline(
        file(
          certificateBag(derInteger(1)),
          nameless,
          bag(1, derSequence(derInteger(0))),
          certificateBag(derOctets(Buffer.from('not a certificate'))),
          good,
        ),
      ),
    ).toEqual([
      '1 | key | - | the file is damaged: the private key is not one',
      '2 | certificate | - | this is not an X.509 certificate, or it is damaged',
      '3 | certificate | CN=Example Root,O=Example,C=US | good',
      '4 | certificate | - | bag 1: the file is damaged: it holds an ASN.1 value of a type that does not belong there',
      expect.stringMatching(/^a \| certificate \| - \| bag 2: /),
    ]);
  });

  it('negmod.p12: the number that is negative is told', async () => {
    const lines = await outline(fixture('stores/negmod.p12'), 'changeit');
    expect(lines.filter((line) => line.includes('negative'))).toHaveLength(1);
    expect(lines.filter((line) => line.endsWith('| good')).length).toBeGreaterThan(0);
  });
});

describe('bytes after the end', () => {
  it.each([
    ['der/leaf.cer', undefined],
    ['der/rsa-2048.pkcs8.der', undefined],
    ['keystores/openssl.p12', 'changeit'],
    ['keystores/several.jks', 'changeit'],
    ['keystores/secret.jceks', 'changeit'],
    ['stores/trail.jks', 'changeit'],
  ])('%s is read as without them, with a remark', async (name, password) => {
    const file = fixture(name);
    const { repairs: before = [], ...whole } = await list(file, password);
    const { repairs: after = [], ...longer } = await list(Uint8Array.from([...file, 0, 1, 2]), password);
    expect(longer).toEqual(whole);
    const more = name.startsWith('stores') ? 4 : 3;
    expect(before).toEqual(name.startsWith('stores') ? ['1 byte after its end was passed over'] : []);
    expect(after).toEqual([`${more} bytes after its end were passed over`]);
  });
});

describe('PKCS#8 with odd parameters', async () => {
  const rsa = await privateKeyFixture('rsa-2048');
  const [, , octets] = membersOf(readAsn1(rsa));
  const oid = derOid('1.2.840.113549.1.1.1');
  const key = octets?.bytes ?? rsa;
  const numbers = membersOf(readAsn1(octets?.content ?? rsa));
  // Without the zero that keeps a number positive.
  const negative = numbers.map(({ content }) =>
    der(tags.integer, content[0] === 0 && content.length > 1 ? content.subarray(1) : content),
  );
  const info = (parameters: Uint8Array[], secret = key, version = 0, ...more: Uint8Array[]) =>
    derSequence(derInteger(version), derSequence(oid, ...parameters), secret, ...more);
  const attributes = derContext(
    0,
    derSequence(derOid('2.5.4.3'), der(0x31, der(tags.utf8String, Buffer.from('x')))),
  );
  it.each([
    ['none', info([])],
    ['octets', info([derOctets(Buffer.from('abc'))])],
    ['a sequence', info([derSequence()])],
    ['version 1', info([derNull()], key, 1)],
    ['version 2', info([derNull()], key, 2)],
    ['attributes', info([derNull()], key, 0, attributes)],
    ['numbers without their zero', info([derNull()], derOctets(derSequence(...negative)))],
    ['BER', Buffer.concat([Buffer.of(0x30, 0x80), readAsn1(rsa).content, Buffer.of(0, 0)])],
  ])('%s: opened, and written as every library takes it', async (_, pkcs8) => {
    const [entry] = (await readKeyStore(Uint8Array.from(pkcs8), {})).entries;
    const signing = await signingKeyOf(entry as StoreEntry);
    const token = await sign(signing.key, 'RS256');
    const [own] = (await readKeyStore(fixture('pem/rsa-2048.public.pem'), {})).entries;
    const verdict = await verifyToken(token, await verificationKeysOf([own as StoreEntry]), { at: 0 });
    expect(verdict.valid).toBe(true);
    const [, algorithm] = membersOf(readAsn1(entry?.privateKey ?? rsa));
    expect(membersOf(algorithm)[1]?.tag).toBe(tags.null);
  });

  it('a public key too', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [, bits] = membersOf(readAsn1(spkiOf(publicKey)));
    for (const parameters of [[], [derOctets(Buffer.from('abc'))]]) {
      const spki = derSequence(derSequence(oid, ...parameters), bits?.bytes ?? derBits(rsa));
      const [entry] = (await readKeyStore(spki, {})).entries;
      const [found] = await verificationKeysOf([entry as StoreEntry]);
      expect(found?.key?.export({ format: 'jwk' })).toEqual(publicKey.export({ format: 'jwk' }));
    }
  });
});

describe('certificates in BER', async () => {
  const whole = readAsn1(await certificateFixture('leaf'));
  const [tbs, ...rest] = membersOf(whole);
  const tail = Buffer.concat(rest.map(({ bytes }) => bytes));
  const open = (content: Uint8Array) => Buffer.concat([Buffer.of(0x30, 0x80), content, Buffer.of(0, 0)]);
  const long = (content: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([Buffer.of(0x30, 0x84), length, content]);
  };
  it.each([
    ['a length left open outside', open(whole.content), true],
    ['a length that is too long outside', long(whole.content), true],
    ['a length left open inside', derSequence(open(tbs?.content ?? tail), tail), false],
    ['a length that is too long inside', derSequence(long(tbs?.content ?? tail), tail), false],
    ['a length left open in both', open(Buffer.concat([open(tbs?.content ?? tail), tail])), true],
  ])('%s: the fingerprint is that of the peers', async (name, bytes, told) => {
    const file = Uint8Array.from(bytes);
    const { sha256, subject, remarks } = await describeCertificate(file);
    expect(subject).toBe('CN=leaf.example.com,O=Example,C=US');
    expect(remarks ?? []).toEqual(told ? [expect.stringContaining('BER')] : []);
    const path = join(folder, 'ber.der');
    writeFileSync(path, file);
    const { entries } = await readKeyStore(file, {});
    const exported = await exportCertificate(entries[0] as StoreEntry, { format: 'der' });
    expect(Buffer.from(exported.sha256, 'hex').toString('hex').toUpperCase()).toBe(
      sha256.replaceAll(':', ''),
    );
    if (hasTool('openssl')) {
      const theirs = spawnSync(
        'openssl',
        ['x509', '-inform', 'DER', '-in', path, '-noout', '-fingerprint', '-sha256'],
        { encoding: 'utf8' },
      );
      expect(theirs.stdout.trim().split('=')[1]).toBe(sha256);
    }
    // Java makes all of it DER where the outside is not, and openssl the outside alone.
    if (hasTool('keytool') && !name.endsWith('in both')) {
      const theirs = spawnSync('keytool', ['-printcert', '-file', path], { encoding: 'utf8' });
      expect(theirs.stdout).toContain(sha256);
    }
  });
});

describe('dates that are none', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const withDate = (tag: number, text: string) =>
    makeCertificate({
      subject: 'CN=odd',
      publicKey: spkiOf(publicKey),
      sign: signedBy(privateKey),
      notBefore: der(tag, Buffer.from(text)),
    });
  it.each([
    [tags.utcTime, '240101000000Z', '2024-01-01T00:00:00Z'],
    [tags.utcTime, '240229235959Z', '2024-02-29T23:59:59Z'],
    [tags.utcTime, '2401010000Z', '2024-01-01T00:00:00Z'],
    [tags.utcTime, '240101000000+0100', '2023-12-31T23:00:00Z'],
    [tags.generalizedTime, '20240101000000.5Z', '2024-01-01T00:00:00Z'],
    [tags.generalizedTime, '21000228000000Z', '2100-02-28T00:00:00Z'],
    [tags.utcTime, '241301000000Z', undefined],
    [tags.utcTime, '240001000000Z', undefined],
    [tags.utcTime, '240132000000Z', undefined],
    [tags.utcTime, '240230000000Z', undefined],
    [tags.utcTime, '230229000000Z', undefined],
    [tags.generalizedTime, '21000229000000Z', undefined],
    [tags.utcTime, '240431000000Z', undefined],
    [tags.utcTime, '240100000000Z', undefined],
    [tags.utcTime, '240101240000Z', undefined],
    [tags.utcTime, '240101006000Z', undefined],
    [tags.utcTime, '240101000060Z', undefined],
    [tags.utcTime, '', undefined],
    [tags.utcTime, 'yesterday', undefined],
    [tags.generalizedTime, '2024', undefined],
    [tags.ia5String, '240101000000Z', undefined],
  ])('%d %s', async (tag, text, expected) => {
    const description = await describeCertificate(withDate(tag, text));
    expect(description.notBefore).toBe(expected ?? `not a date (${text})`);
    expect(description.remarks ?? []).toEqual(
      expected === undefined ? ['the beginning of its validity is not a date'] : [],
    );
  });

  it('utc_bad.der is shown, with the date as it stands', async () => {
    const { entries } = await list(fixture('stores/utc_bad.der'));
    expect(entries).toMatchObject([
      {
        chain: [{ subject: 'CN=odd', notBefore: 'not a date (241301000000Z)' }],
        problem: { code: 'damaged-file', message: expect.stringContaining('not a date') },
      },
    ]);
  });

  it('are no ground for trust', async () => {
    const bad = withDate(tags.utcTime, '241301000000Z');
    const { problems } = await describeChain([bad]);
    expect(problems.map(({ code }) => code)).toContain('certificate-expired');
    const keys = await verificationKeysOf([{ alias: 'x', kind: 'certificate', chain: [bad] }]);
    const token = await sign(privateKey, 'ES256');
    const { findings } = await verifyToken(token, keys, { at: 0 });
    expect(findings.map(({ code }) => code)).toContain('certificate-expired');
  });
});

it('a key that a PEM file holds twice is still two entries', async () => {
  const pem = armour('PRIVATE KEY', await privateKeyFixture('ec-p-256'));
  expect(await outline(pem + pem)).toHaveLength(2);
});
