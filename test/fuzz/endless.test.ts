import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { runWatched } from './watched-child.ts';

// Input that is nested, or begins again, as often as a file is long: a process that is watched from outside reads it.

const folder = mkdtempSync(join(tmpdir(), 'signet-endless-'));
let child = '';
beforeAll(async () => {
  child = await bundle(join(import.meta.dirname, 'fuzz-child.ts'), join(folder, 'bundle'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

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
      expect(accepted).toMatch(/^(damaged-file|unknown-format)$/);
      expect(peakMemory).toBeLessThan(256 * 1024 * 1024);
    },
  );
});

/** SEQUENCE in SEQUENCE, each with its length. */
function nest(depth: number): Uint8Array {
  const bytes = new Uint8Array(6 * depth);
  for (let i = 0; i < depth; i++) {
    const length = bytes.length - 6 * (i + 1);
    bytes.set([0x30, 0x84, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255], 6 * i);
  }
  return bytes;
}
