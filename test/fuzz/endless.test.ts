import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { armour } from '../../core/asn1/armour.ts';
import { der, derBits, derInteger, derOid, derSequence } from '../../core/asn1/der.ts';
import { bundle } from '../support/bundle.ts';
import { extension, makeCertificate, spkiOf } from '../support/make-certificate.ts';
import { fixtures } from '../support/run-signet.ts';
import { runWatched } from './watched-child.ts';

// Input that is nested, or begins again, as often as a file is long: a process that is watched from outside reads it.

const folder = mkdtempSync(join(tmpdir(), 'signet-endless-'));
let child = '';
beforeAll(async () => {
  child = await bundle(join(import.meta.dirname, 'fuzz-child.ts'), join(folder, 'bundle'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const certificatePem = readFileSync(join(fixtures, 'certificates/leaf.pem'), 'utf8');

/** A PKCS#12 whose contents are an OCTET STRING in pieces, each of which is in pieces. */
const pieces = Buffer.concat([
  Buffer.from('3080020103308006092a864886f70d010701a080', 'hex'),
  Buffer.from('2480'.repeat(100_000), 'hex'),
]);

const inputs = {
  'definite lengths': nest(400_000),
  'indefinite lengths': Buffer.from('3080'.repeat(1_000_000), 'hex'),
  'octet strings in pieces': pieces,
  'beginnings of a certificate': '-----BEGIN CERTIFICATE-----\n'.repeat(100_000),
  'a label without an end': `-----BEGIN ${'A '.repeat(500_000)}`,
  'arrays of JSON': `{"keys":${'['.repeat(200_000)}`,
  'sequences of YAML': `apiVersion: v1\na: ${'['.repeat(4_000_000)}`,
  'mappings of YAML': `apiVersion: v1\na: ${'{a: '.repeat(900_000)}`,
  'a column of YAML': `apiVersion: v1\n${Array.from({ length: 2500 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')}`,
  'items of YAML': `apiVersion: v1\nitems:\n${'- a\n'.repeat(1_000_000)}`,
  'anchors of YAML': `apiVersion: v1\n${Array.from({ length: 100_000 }, (_, i) => `a${i}: &a${i} b\n`).join('')}`,
  'members of a document': `{"apiVersion":1${',"a":"b"'.repeat(2_000_000)}}`,
  'beginnings of an SSH2 key': '---- BEGIN SSH2 PUBLIC KEY ----\n'.repeat(1_000_000),
  'almost keys of SSH': `${'ssh-rsa AAAA '.repeat(2400)}\n`.repeat(1000),
  'spaces before a key of SSH': `${`${' '.repeat(32_000)}\n`.repeat(1000)}x`,
  'base64 of base64 of base64': Buffer.from('QUFB'.repeat(7_000_000)).toString('base64').slice(0, 33_000_000),
  'blocks of nothing': '-----BEGIN A-----\n-----END A-----\n'.repeat(50_000),
};

describe('a file that does not seem to end', () => {
  it.each(Object.entries(inputs))(
    'is refused, soon and in little memory: %s',
    { timeout: 60_000 },
    async (name, input) => {
      const file = join(folder, name.replaceAll(' ', '-'));
      writeFileSync(file, input);
      const { accepted, peakMemory } = await runWatched(child, [file, '', '0', '1']);
      expect(accepted).toMatch(/^(damaged-file|unknown-format|input-too-large)$/);
      expect(peakMemory).toBeLessThan(256 * 1024 * 1024);
    },
  );
});

/** Much of what is allowed: it may be read or refused, as long as it is soon and in its bound. */
const masses: Readonly<Record<string, () => Uint8Array | string>> = {
  'one certificate three thousand times': () => certificatePem.repeat(3000),
  'three thousand certificates of one name and one issuer': () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const [spki, sign] = [spkiOf(publicKey), () => new Uint8Array(70)];
    return Array.from({ length: 3000 }, (_, i) =>
      armour(
        'CERTIFICATE',
        makeCertificate({
          subject: 'CN=a',
          publicKey: spki,
          sign,
          serial: derInteger(Uint8Array.of(1, i >> 8, i)),
        }),
      ),
    ).join('');
  },
  'a key and three thousand issuers of it in a circle': () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const [spki, sign] = [spkiOf(publicKey), () => new Uint8Array(70)];
    const certificates = Array.from({ length: 3000 }, (_, i) =>
      armour(
        'CERTIFICATE',
        makeCertificate({ subject: `CN=${i}`, issuer: `CN=${(i + 1) % 3000}`, publicKey: spki, sign }),
      ),
    );
    return `${privateKey.export({ format: 'pem', type: 'pkcs8' })}${certificates.join('')}`;
  },
  'a hundred thousand extensions': () => crowded([many(extension('1.2.3', new Uint8Array()), 100_000)]),
  'two hundred thousand alternative names': () =>
    crowded([extension('2.5.29.17', derSequence(many(der(0x82, Buffer.from('a')), 200_000)))]),
  'a name of a hundred thousand parts': () => {
    const part = der(0x31, derSequence(derOid('2.5.4.3'), der(0x0c, Buffer.from('a'))));
    const subject = derSequence(many(part, 100_000));
    const spki = spkiOf(generateKeyPairSync('ed25519').publicKey);
    return makeCertificate({ subject, publicKey: spki, sign: () => new Uint8Array(64) });
  },
  'an object identifier of a megabyte': () =>
    crowded([derSequence(der(0x06, new Uint8Array(1_000_000).fill(0x81)), der(0x04))]),
  'an RSA modulus of eight megabytes': () => {
    const rsa = derSequence(derOid('1.2.840.113549.1.1.1'), Uint8Array.of(5, 0));
    const numbers = derSequence(derInteger(new Uint8Array(8_000_000).fill(0xff)), derInteger(3));
    return derSequence(rsa, derBits(numbers));
  },
  'a JWK set of ten thousand RSA-16384 keys': () => {
    const jwk = JSON.stringify({ kty: 'RSA', n: Buffer.alloc(2048, 0xff).toString('base64url'), e: 'AQAB' });
    return `{"keys":[${Array(10_000).fill(jwk).join(',')}]}`;
  },
  'five hundred locked keys of a million rounds each': () => {
    const locked = readFileSync(join(fixtures, 'pem/rsa-2048.pbes2-many-rounds.pem'), 'utf8');
    return locked.repeat(500);
  },
  'base64 of base64 of base64': () => {
    let text = certificatePem;
    for (let i = 0; i < 12; i++) text = Buffer.from(text).toString('base64');
    return text;
  },
  'a block of thirty megabytes': () =>
    `-----BEGIN CERTIFICATE-----\n${`${'A'.repeat(64)}\n`.repeat(460_000)}-----END CERTIFICATE-----\n`,
  'header fields without end': () =>
    `-----BEGIN RSA PRIVATE KEY-----\n${'Proc-Type: 4,ENCRYPTED\n'.repeat(300_000)}\nAAAA\n-----END RSA PRIVATE KEY-----\n`,
  'lines written as \\n': () => certificatePem.replaceAll('\n', '\\n').repeat(2000),
};

/** What some of them may take besides: what the file itself takes. */
const bound = 512 * 1024 * 1024;

describe('a file of very much', () => {
  it.each(Object.entries(masses))(
    'is read or refused, soon and within its bound: %s',
    { timeout: 120_000 },
    async (name, make) => {
      const file = join(folder, name.replace(/\W/g, '-'));
      writeFileSync(file, make());
      const { accepted, failures, peakMemory } = await runWatched(child, [file, 'changeit', '0', '1']);
      expect(accepted).toMatch(
        /^(read|damaged-file|unknown-format|work-factor-too-high|input-too-large|wrong-password|not-a-certificate)$/,
      );
      expect(failures).toEqual([]);
      expect(peakMemory).toBeLessThan(bound);
    },
  );
});

/** The same value so many times, one after the other. */
function many(value: Uint8Array, count: number): Uint8Array {
  return Buffer.concat(Array<Uint8Array>(count).fill(value));
}

function crowded(extensions: readonly Uint8Array[]): Uint8Array {
  const spki = spkiOf(generateKeyPairSync('ed25519').publicKey);
  return makeCertificate({ subject: 'CN=a', publicKey: spki, sign: () => new Uint8Array(64), extensions });
}

/** SEQUENCE in SEQUENCE, each with its length. */
function nest(depth: number): Uint8Array {
  const bytes = new Uint8Array(6 * depth);
  for (let i = 0; i < depth; i++) {
    const length = bytes.length - 6 * (i + 1);
    bytes.set([0x30, 0x84, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255], 6 * i);
  }
  return bytes;
}
