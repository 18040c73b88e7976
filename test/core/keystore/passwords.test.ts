import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeText } from '../../../cli/support/passwords.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import type { SignetError } from '../../../shared/base/signet-error.ts';
import { hasTool } from '../../support/tools.ts';

// Passwords outside ASCII and empty ones, in files that openssl and keytool write on the spot. After questions of people whose
// password file was saved in another encoding than the one that their key was protected under.

const folder = mkdtempSync(join(tmpdir(), 'signet-passwords-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (tool: string, ...args: string[]) =>
  execFileSync(tool, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
const file = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (text) => Buffer.from(text, 'utf8'),
  'UTF-8 with a byte-order mark': (text) => Buffer.from(`\ufeff${text}`, 'utf8'),
  'Latin-1': (text) => Buffer.from(text, 'latin1'),
  'UTF-16LE with a byte-order mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16BE with a byte-order mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(text, 'utf16le').swap16(),
};

describe('a password file', () => {
  const passwords = ['changeit', 'päss', '1234é567', 'naïve café', 'ÿ', ''];
  const cases = Object.keys(encodings).flatMap((encoding) =>
    passwords.map((text) => [encoding, text] as const),
  );
  it.each(cases)('in %s is read: %j', (encoding, text) => {
    expect(decodeText(encodings[encoding]?.(text) ?? new Uint8Array())).toBe(text);
  });
});

type Make = (passout: string, out: string) => void;
const writePkcs12 =
  (...more: readonly string[]): Make =>
  (pass, out) =>
    run(
      'openssl',
      'pkcs12',
      '-export',
      '-inkey',
      'plain.pem',
      '-in',
      'cert.pem',
      ...more,
      '-passout',
      pass,
      '-out',
      out,
    );
const pbes1 = 'PBE-SHA1-3DES';

/** Each writes the same key under the password of a file, whose bytes it takes as they are. */
const ways: Readonly<Record<string, Make>> = {
  'PKCS#12 under PBES2': writePkcs12(),
  'PKCS#12 under PBES1': writePkcs12('-keypbe', pbes1, '-certpbe', pbes1, '-macalg', 'sha1'),
  'PKCS#12 under PBES1 and PBES2': writePkcs12('-keypbe', 'AES-256-CBC', '-certpbe', pbes1),
  'PKCS#8 under PBES2': (pass, out) =>
    run('openssl', 'pkcs8', '-topk8', '-in', 'plain.pem', '-passout', pass, '-out', out),
  'PKCS#8 under scrypt': (pass, out) =>
    run('openssl', 'pkcs8', '-topk8', '-scrypt', '-in', 'plain.pem', '-passout', pass, '-out', out),
  'PKCS#8 under PKCS#12’s PBES1': (pass, out) =>
    run(
      'openssl',
      'pkcs8',
      '-topk8',
      '-v1',
      'PBE-SHA1-3DES',
      '-in',
      'plain.pem',
      '-passout',
      pass,
      '-out',
      out,
    ),
  'a traditional PEM': (pass, out) =>
    run('openssl', 'rsa', '-aes128', '-traditional', '-in', 'plain.pem', '-passout', pass, '-out', out),
};

describe.skipIf(!hasTool('openssl'))('a key that openssl protected', () => {
  run(
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=a',
    '-keyout',
    'plain.pem',
    '-out',
    'cert.pem',
  );
  const passwords = ['changeit', 'päss', '1234é567', 'ÿþ'];
  const cases = Object.keys(ways).flatMap((way) =>
    passwords.flatMap((text) => ['UTF-8', 'Latin-1'].map((encoding) => [way, text, encoding] as const)),
  );
  it.each(cases)('as %s opens with %j, whose bytes were %s', async (way, text, encoding) => {
    writeFileSync(join(folder, 'pass'), encodings[encoding]?.(text) ?? '');
    ways[way]?.('file:pass', 'made');
    const { entries } = await readKeyStore(file('made'), { store: text });
    expect(entries.some(({ privateKey }) => privateKey !== undefined)).toBe(true);
    await expect(readKeyStore(file('made'), { store: `${text}x` })).rejects.toHaveProperty(
      'code',
      'wrong-password',
    );
  });

  // OpenSSL before 1.1 took each byte of UTF-8 for a character, which is what this password comes to today.
  it.each(['päss', '1234é567'])('as OpenSSL 1.0 did opens with %j', async (text) => {
    writeFileSync(join(folder, 'pass'), Buffer.from(text, 'utf8').toString('latin1'));
    ways['PKCS#12 under PBES1']?.('file:pass', 'made');
    const { integrity, entries } = await readKeyStore(file('made'), { store: text });
    expect(integrity).toBe('ok');
    expect(entries.some(({ privateKey }) => privateKey !== undefined)).toBe(true);
  });

  it.each(Object.keys(ways).filter((way) => way.startsWith('PKCS#12')))(
    'as %s under the empty password needs none',
    async (way) => {
      ways[way]?.('pass:', 'made');
      const { integrity, entries } = await readKeyStore(file('made'), {});
      expect(integrity).toBe('ok');
      expect(entries.some(({ privateKey }) => privateKey !== undefined)).toBe(true);
      ways[way]?.('pass:changeit', 'made');
      // Its certificates alone may be what is encrypted as a whole.
      const closed = await readKeyStore(file('made'), {}).catch((error: SignetError) => error);
      expect('entries' in closed ? closed.entries[0]?.unreadable : closed).toHaveProperty(
        'code',
        'password-needed',
      );
    },
  );
});

describe.skipIf(!hasTool('keytool'))('a store that keytool wrote', () => {
  // For the others Java takes ASCII alone.
  it('as JKS under a password outside ASCII opens', async () => {
    const options = ['-J-Dfile.encoding=UTF-8', '-J-Dsun.jnu.encoding=UTF-8'];
    writeFileSync(join(folder, 'pass'), 'pässwort');
    const store = [
      '-keystore',
      'a.jks',
      '-storetype',
      'JKS',
      '-storepass:file',
      'pass',
      '-keypass:file',
      'pass',
    ];
    run('keytool', ...options, '-genkeypair', '-alias', 'a', '-keyalg', 'EC', '-dname', 'CN=a', ...store);
    const { integrity, entries } = await readKeyStore(file('a.jks'), { store: 'pässwort' });
    expect(integrity).toBe('ok');
    expect(entries.some(({ privateKey }) => privateKey !== undefined)).toBe(true);
  });
});
