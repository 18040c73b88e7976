import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from '../core/fixture.ts';
import { bundle } from '../support/bundle.ts';
import { runWatched } from './watched-child.ts';

// Files of 32 MiB, the most that is read, whose parts are as many as they can be: a process that is watched from outside,
// with little memory, reads them.

const folder = mkdtempSync(join(tmpdir(), 'signet-full-size-'));
let child = '';
beforeAll(async () => {
  child = await bundle(join(import.meta.dirname, 'fuzz-child.ts'), join(folder, 'bundle'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const most = 32 * 1024 * 1024 - 100;
const full = (piece: string) => piece.repeat(Math.floor(most / piece.length));
const certificate = fixture('der/leaf.cer');
const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`;

const large = {
  'certificates in PEM': () => full(pem),
  'blocks of three bytes': () => full('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'),
  'empty blocks': () => full('-----BEGIN A-----\n-----END A-----\n'),
  'arrays in a set of keys': () => `{"keys":${full('[')}`,
  'objects in a set of keys': () => `{"keys":[${full('{},')}{}]}`,
  'secrets in a set of keys': () => `{"keys":[${full('{"kty":"oct","k":"AAAA"},')}{}]}`,
  'members of a structure': () => der(0x30, Buffer.alloc(most, Buffer.from('020100', 'hex'))),
  'the same in base64': () =>
    der(0x30, Buffer.alloc(20_000_000, Buffer.from('020100', 'hex'))).toString('base64'),
  'members of indefinite structures': () =>
    Buffer.concat([Buffer.from('3080'.repeat(30), 'hex'), Buffer.alloc(most, Buffer.from('0500', 'hex'))]),
  'certificates in PKCS#7': () =>
    der(
      0x30,
      Buffer.from('06092a864886f70d010702', 'hex'),
      der(
        0xa0,
        der(
          0x30,
          Buffer.from('0201013100300b06092a864886f70d010701', 'hex'),
          der(0xa0, Buffer.alloc(30_000 * certificate.length, Buffer.from(certificate))),
          der(0x31),
        ),
      ),
    ),
  'entries in JKS': () =>
    Buffer.concat([
      Buffer.from('feedfeed00000002000fffff', 'hex'),
      Buffer.alloc(most, jksEntry(certificate)),
    ]),
};

describe('a file of the largest size', () => {
  it('is read while it holds what a store may hold', { timeout: 60_000 }, async () => {
    const file = join(folder, 'many');
    writeFileSync(file, pem.repeat(5000));
    expect((await runWatched(child, [file, '', '0', '1'])).accepted).toBe('read');
  });

  it.each(Object.entries(large))(
    'is refused, soon and in little memory: %s',
    { timeout: 120_000 },
    async (name, make) => {
      const file = join(folder, name.replaceAll(/\W/g, '-'));
      writeFileSync(file, make());
      const { accepted, peakMemory } = await runWatched(child, [file, '', '0', '1']);
      expect(accepted).toBe('input-too-large');
      // The file itself is there several times: as bytes, as text, as what its base64 comes to.
      expect(peakMemory).toBeLessThan(400 * 1024 * 1024);
    },
  );
});

function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const header = Buffer.from([tag, 0x84, 0, 0, 0, 0]);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}

/** A trusted certificate under the alias `a`. */
function jksEntry(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  const start = Buffer.from(`00000002000161${'00'.repeat(8)}0005`, 'hex');
  return Buffer.concat([start, Buffer.from('X.509'), length, bytes]);
}
