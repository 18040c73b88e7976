import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from './run-signet.ts';

/** A PKCS#12 file of keytool's, but its MAC asks for three million rounds: some seconds of work, at whose end it does not fit. Its password is `changeit`. */
export function slowStore(): Buffer {
  const bytes = readFileSync(join(fixtures, 'keystores', 'several.p12'));
  if (bytes.subarray(-4).toString('hex') !== '02022710')
    throw new Error('its MAC has not ten thousand rounds');
  const macData = bytes.findLastIndex(
    (tag, at) => tag === 0x30 && at + 2 + (bytes[at + 1] ?? 0) === bytes.length,
  );
  const slow = Buffer.concat([bytes.subarray(0, -4), Buffer.from('02032dc6c0', 'hex')]);
  // The INTEGER is a byte longer, and so are MacData and the whole.
  slow.writeUInt16BE(slow.readUInt16BE(2) + 1, 2);
  slow[macData + 1] = (bytes[macData + 1] ?? 0) + 1;
  return slow;
}
