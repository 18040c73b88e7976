import { X509Certificate } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StoreEntry } from '../../core/key/key-store.ts';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { writePkcs12 } from '../../core/keystore/write/write-pkcs12.ts';
import { fixtures, runProgram, runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

// Several entries at once, and names that differ in case alone: PKCS#12 knows such, Java folds them.

const pass = ['--storepass', 'changeit'];
let folder: string;
let store: string;

beforeAll(async () => {
  folder = scratchFolder();
  store = join(folder, 'case.p12');
  writeFileSync(
    store,
    await writePkcs12(await certificates(['CA', 'ca', 'Other']), { password: 'changeit' }),
  );
});

async function certificates(aliases: readonly string[]): Promise<StoreEntry[]> {
  const files = ['root', 'leaf', 'ec-p-256'];
  return Promise.all(
    aliases.map(async (alias, index) => {
      const pem = readFileSync(join(fixtures, 'certificates', `${files[index]}.pem`));
      const { entries } = await readKeyStore(new Uint8Array(pem), {});
      return { alias, kind: 'certificate' as const, chain: entries[0]?.chain ?? [] };
    }),
  );
}

const certificatesIn = (pem: string) =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (each) => new X509Certificate(each).fingerprint256,
  );
const fingerprints = async () =>
  new Map(
    (await readKeyStore(new Uint8Array(readFileSync(store)), { store: 'changeit' })).entries.map(
      ({ alias, chain: [leaf] }) => [alias, new X509Certificate(leaf ?? '').fingerprint256],
    ),
  );

describe('several entries are exported', () => {
  const all = ['--alias', 'ca', '--alias', 'Other', '--alias', 'CA'];

  it('into one PEM, in the order in which they were named', async () => {
    const one = await runSignet(['keystore', 'export', store, ...pass, '--alias', 'ca']);
    expect(certificatesIn(one.text)).toHaveLength(1);
    const { text } = await runSignet(['keystore', 'export', store, ...pass, ...all]);
    const known = await fingerprints();
    expect(certificatesIn(text)).toEqual([known.get('ca'), known.get('Other'), known.get('CA')]);
  });

  it('into one JWK set', async () => {
    const { text } = await runSignet(['keystore', 'export', store, ...pass, ...all, '--format', 'jwks']);
    expect(JSON.parse(text).keys).toHaveLength(3);
  });

  it.skipIf(!hasTool('openssl'))('into one PKCS#7, none of them twice', async () => {
    const out = join(folder, 'all.p7b');
    const more = [...all, '--alias', 'ca', '--format', 'p7b', '--out', out];
    await runSignet(['keystore', 'export', store, ...pass, ...more]);
    const { text: printed } = await runProgram('openssl', ['pkcs7', '-print_certs', '-in', out]);
    expect(new Set(certificatesIn(printed))).toEqual(new Set((await fingerprints()).values()));
    expect(certificatesIn(printed)).toHaveLength(3);
  });

  it('one file each into a folder', async () => {
    const out = join(folder, 'each');
    mkdirSync(out);
    const run = await runSignet([
      'keystore',
      'export',
      store,
      ...pass,
      ...all,
      '--format',
      'der',
      '--out',
      out,
      '--json',
    ]);
    expect(run.json()).toMatchObject({ written: out, format: 'der', files: [{}, {}, {}] });
    const written = readdirSync(out).map(
      (name) => new X509Certificate(readFileSync(join(out, name))).fingerprint256,
    );
    expect(new Set(written)).toEqual(new Set((await fingerprints()).values()));
  });

  it.each(['der', 'base64', 'jwk'])('and are refused where a file holds one: %s', async (format) => {
    const one = ['--alias', 'ca', '--format', format];
    expect(await runSignet(['keystore', 'export', store, ...pass, ...one])).toMatchObject({ status: 0 });
    const run = await runSignet(['keystore', 'export', store, ...pass, ...all, '--format', format, '--json']);
    expect(run).toMatchObject({ status: 2 });
    expect(run.json()).toMatchObject({ error: { code: 'usage', hint: expect.stringContaining('p7b') } });
  });
});

describe('names that differ in case alone', () => {
  it('are kept apart, with a warning, in PKCS#12', async () => {
    const convert = async (...more: string[]) => {
      const out = join(scratchFolder(), 'out.p12');
      const options = ['--to', 'pkcs12', '--out', out, ...more, '--json'];
      return (await runSignet(['keystore', 'convert', store, ...pass, ...options])).json();
    };
    expect(await convert('--alias', 'CA', 'Other')).toMatchObject({ entries: [{}, {}], warnings: [] });
    expect(await convert()).toMatchObject({
      entries: [{ alias: 'CA' }, { alias: 'ca' }, { alias: 'Other' }],
      warnings: [expect.stringMatching(/CA and ca/)],
    });
  });

  it('are refused in JKS, which cannot hold both', async () => {
    const convert = (...more: string[]) =>
      runSignet([
        'keystore',
        'convert',
        store,
        ...pass,
        '--to',
        'jks',
        '--out',
        join(scratchFolder(), 'a'),
        '--json',
        ...more,
      ]);
    expect(await convert('--alias', 'CA', 'Other')).toMatchObject({ status: 0 });
    expect((await convert()).json()).toMatchObject({ error: { code: 'name-taken' } });
  });

  it.skipIf(!hasTool('keytool'))('are one in signet keytool, as in keytool', async () => {
    const list = ['-list', '-keystore', store, '-storepass', 'changeit'];
    const { text: peer } = await runProgram('keytool', list);
    expect(peer).toContain('Your keystore contains 2 entries');
    expect((await runSignet(['keytool', ...list])).text).toBe(peer);
    for (const alias of ['ca', 'CA', 'cA', 'other']) {
      const taken = ['-exportcert', '-rfc', '-alias', alias, '-keystore', store, '-storepass', 'changeit'];
      expect(certificatesIn((await runSignet(['keytool', ...taken])).text)).toEqual(
        certificatesIn((await runProgram('keytool', taken)).text),
      );
    }
  });
});

describe('a password outside ASCII', () => {
  it.each([
    ['pkcs12', 'pässwort', 1],
    ['pkcs12', 'passwort', 0],
    ['jks', 'pässwort', 0],
    ['pem', 'pässwort', 0],
  ])('of a new %s file: %s has %i warnings', async (to, password, warnings) => {
    const dest = [
      '--to',
      to,
      '--out',
      join(scratchFolder(), 'out'),
      '--dest-storepass',
      password,
      '--alias',
      'Other',
    ];
    const run = await runSignet(['keystore', 'convert', store, ...pass, ...dest, '--json']);
    expect((run.json() as { warnings: string[] }).warnings).toHaveLength(warnings);
  });
});
