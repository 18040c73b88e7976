import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { hasTool } from '../../../support/tools.ts';
import { expectCode, fixture } from '../../fixture.ts';

// Stores as keytool with Bouncy Castle's provider wrote them: test/fixtures/make-foreign.sh.

const store = fixture('foreign/store.bks');
const changed = (at: number) => {
  const copy = Uint8Array.from(store);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

describe('a BKS key store', () => {
  it('is listed without its password, its keys closed', async () => {
    const { format, integrity, entries } = await readKeyStore(store, {});
    expect({ format, integrity }).toEqual({ format: 'bks', integrity: 'unchecked' });
    expect(entries).toMatchObject([
      { alias: 'trusted', kind: 'certificate', chain: [{}], created: expect.any(Date) },
      { kind: 'key', unreadable: { code: 'password-needed' } },
    ]);
  });

  it('opens with it', async () => {
    const { integrity, entries } = await readKeyStore(store, { store: 'changeit' });
    expect(integrity).toBe('ok');
    const [, key] = entries;
    const [leaf] = key?.chain ?? [];
    const privateKey = createPrivateKey({
      key: Buffer.from(key?.privateKey ?? []),
      format: 'der',
      type: 'pkcs8',
    });
    expect(new X509Certificate(leaf ?? '').checkPrivateKey(privateKey)).toBe(true);
  });

  it('is told apart: a wrong password, a file that was changed, one that is cut short', async () => {
    await expectCode(() => readKeyStore(store, { store: 'wrong' }), 'wrong-password');
    for (const at of [45, 200, store.length - 1])
      await expectCode(() => readKeyStore(changed(at), { store: 'changeit' }), 'integrity-failed');
    await expectCode(() => readKeyStore(changed(200), { store: 'wrong' }), 'wrong-password');
    for (const length of [60, 400, store.length - 21, store.length - 1])
      await expectCode(() => readKeyStore(store.subarray(0, length), { store: 'changeit' }), 'damaged-file');
  });

  it('that was changed is read when that is asked for, and marked', async () => {
    const read = await readKeyStore(
      changed(store.length - 1),
      { store: 'changeit' },
      { ignoreIntegrity: true },
    );
    expect(read).toMatchObject({ integrity: 'bad', entries: [{}, { privateKey: expect.anything() }] });
  });

  it('goes on after its end', async () => {
    const { repairs, entries } = await readKeyStore(Uint8Array.from([...store, 1, 2]), { store: 'changeit' });
    expect(repairs).toEqual([expect.stringContaining('2 bytes after its end')]);
    expect(entries).toHaveLength(2);
  });

  it('with nothing in it is empty', async () => {
    const head = Uint8Array.from([0, 0, 0, 2, 0, 0, 0, 20, ...new Uint8Array(20), 0, 0, 4, 0, 0]);
    const { entries } = await readKeyStore(Uint8Array.from([...head, ...new Uint8Array(20)]), {});
    expect(entries).toEqual([]);
  });
});

const provider = ['/usr/share/java/bcprov.jar'].find((jar) => existsSync(jar));
if (provider === undefined) console.log('skipped: BKS beside Bouncy Castle: no bcprov.jar (libbcprov-java)');

describe.skipIf(!hasTool('keytool') || provider === undefined)('beside Bouncy Castle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signet-bks-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const keytool = (...args: string[]) => {
    const own = ['-storetype', 'BKS', '-storepass', 'pass word', '-keystore', 'made.bks'];
    const by = [
      '-providerclass',
      'org.bouncycastle.jce.provider.BouncyCastleProvider',
      '-providerpath',
      provider ?? '',
    ];
    return execFileSync('keytool', [...args, ...own, ...by], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  };

  it.each([
    ['RSA', ['-keyalg', 'RSA', '-keysize', '2048']],
    ['EC', ['-keyalg', 'EC', '-groupname', 'secp384r1']],
    ['DSA', ['-keyalg', 'DSA', '-keysize', '2048']],
  ])('a key of %s is read as it was written', async (alias, options) => {
    keytool('-genkeypair', '-alias', alias, ...options, '-dname', `CN=${alias}`, '-keypass', 'its own');
    const bytes = new Uint8Array(readFileSync(join(folder, 'made.bks')));
    const { integrity, entries } = await readKeyStore(bytes, { store: 'pass word', key: 'its own' });
    expect(integrity).toBe('ok');
    const entry = entries.find((each) => each.alias === alias.toLowerCase() || each.alias === alias);
    const pem = keytool('-exportcert', '-rfc', '-alias', entry?.alias ?? '');
    const certificate = new X509Certificate(pem);
    expect(certificate.raw.equals(Buffer.from(entry?.chain[0] ?? []))).toBe(true);
    const key = createPrivateKey({ key: Buffer.from(entry?.privateKey ?? []), format: 'der', type: 'pkcs8' });
    expect(certificate.checkPrivateKey(key)).toBe(true);
  });

  it('a secret key is read as it was written', async () => {
    keytool('-genseckey', '-alias', 'secret', '-keyalg', 'AES', '-keysize', '256');
    const bytes = new Uint8Array(readFileSync(join(folder, 'made.bks')));
    const { entries } = await readKeyStore(bytes, { store: 'pass word' });
    expect(entries.find(({ kind }) => kind === 'secret')?.secret).toHaveLength(32);
  });
});
