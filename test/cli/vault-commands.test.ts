import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type {
  RescuedVault,
  RestoredEntries,
  VaultEntry,
  VaultStatus,
  WrittenFile,
} from '../../shared/contract/vault.ts';
import { fixtures, runProgram, runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

const openssl = hasTool('openssl');
const keytool = hasTool('keytool');

// Every run derives a key from the passphrase, at full cost.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

interface Listing {
  readonly entries: readonly VaultEntry[];
}

/** A home of its own, with the command run in it. */
function newHome() {
  const home = scratchFolder();
  const env = { SIGNET_HOME: home, SIGNET_PASSPHRASE: 'correct horse' };
  return {
    home,
    file: join(home, 'vault.json'),
    async ok<T>(...args: readonly string[]): Promise<T> {
      const run = await runSignet(['vault', ...args, '--json'], { env });
      expect(run.text).not.toContain('"error"');
      expect(run.status).toBe(0);
      return run.json<T>();
    },
    async fails(code: string, args: readonly string[], more: Record<string, string> = {}): Promise<void> {
      const run = await runSignet(['vault', ...args, '--json'], { env: { ...env, ...more } });
      expect(run.json()).toMatchObject({ error: { code } });
      expect(run.status).toBe(2);
    },
    /** A file whose first line is this. */
    secret(name: string, text: string): string {
      const path = join(home, '..', `${name}-${Math.random().toString(36).slice(2)}`);
      writeFileSync(path, `${text}\n`, { mode: 0o600 });
      return path;
    },
  };
}

it('a home without a vault says that nothing is kept', async () => {
  const { ok, home } = newHome();
  expect(await ok<VaultStatus>('status')).toMatchObject({ state: 'memory', keychain: { state: 'none' } });
  expect(await ok<Listing>('list')).toEqual({ entries: [] });
  const text = await runSignet(['vault', 'status'], { env: { SIGNET_HOME: home } });
  expect(text.text).toContain('in memory');
  expect(readdirSync(home)).toEqual([]);
});

describe('entries', () => {
  it('are found, tagged, noted, removed and brought back', async () => {
    const { ok, fails } = newHome();
    await ok('generate', 'gateway', '--type', 'ec', '--subject', 'CN=Gateway,O=Example');
    await ok('generate', 'other', '--type', 'hmac');
    await ok('tag', 'gateway', 'production', 'eu');
    expect(await ok('note', 'gateway', 'renew in May')).toMatchObject({ tags: ['production', 'eu'] });
    const names = async (...args: string[]) =>
      (await ok<Listing>('list', ...args)).entries.map((each) => each.name);
    expect(await names()).toEqual(['gateway', 'other']);
    expect(await names('o=example', 'MAY')).toEqual(['gateway']);
    expect(await names('nothing like it')).toEqual([]);
    expect(await names('--tag', 'eu')).toEqual(['gateway']);
    expect(await names('--kind', 'secret')).toEqual(['other']);

    expect(await ok('remove', 'gateway')).toEqual({ removed: 'gateway' });
    await fails('entry-not-found', ['remove', 'gateway']);
    expect((await ok<Listing>('removed')).entries).toMatchObject([{ name: 'gateway', note: 'renew in May' }]);
    expect(await ok('undo-remove', 'gateway', '--name', 'back')).toMatchObject({
      name: 'back',
      tags: ['production', 'eu'],
    });
    await ok('remove', 'other', '--forever');
    expect((await ok<Listing>('removed')).entries).toEqual([]);
    expect(await names()).toEqual(['back']);
  });

  it('come all at once out of a file, or not at all', async () => {
    const { ok, fails } = newHome();
    const store = join(fixtures, 'keystores', 'wso2carbon.jks');
    const imported = await ok<Listing>('import', store, '--storepass', 'wso2carbon', '--all');
    expect(imported.entries.map((each) => each.name)).toEqual(['wso2carbon']);
    await fails('name-taken', ['import', store, '--storepass', 'wso2carbon', '--all']);
    await fails('usage', ['import', store, '--storepass', 'wso2carbon', '--all', '--name', 'x']);
  });

  it('are generated with a request in place of a certificate', async () => {
    const { ok, home, fails } = newHome();
    const csr = join(home, 'request.pem');
    await fails('usage', ['generate', 'a', '--type', 'rsa', '--csr', csr]);
    expect(await ok('generate', 'a', '--type', 'rsa', '--subject', 'CN=a', '--csr', csr)).toMatchObject({
      chain: [],
    });
    expect(readFileSync(csr, 'utf8')).toContain('BEGIN CERTIFICATE REQUEST');
  });
});

describe('ways into the vault', () => {
  it('are changed, added and removed; the last stays', async () => {
    const { ok, fails, secret } = newHome();
    await ok('generate', 'a', '--type', 'ec');
    const second = secret('second', 'second passphrase');
    const changed = secret('changed', 'changed passphrase');
    await ok('passphrase', '--add', '--label', 'team', '--new-password-file', second);
    const { slots } = await ok<VaultStatus>('slots');
    expect(slots).toMatchObject([{ kind: 'passphrase' }, { kind: 'passphrase', label: 'team' }]);
    await fails('password-needed', ['rotate']);
    await ok('rotate', '--passphrase-file', second);
    await ok('passphrase', '--new-password-file', changed);
    await fails('wrong-password', ['rename', 'a', 'b']);
    await fails('slot-not-found', ['remove-slot', 'nobody'], { SIGNET_PASSPHRASE_FILE: second });
    const removed = await runSignet(['vault', 'remove-slot', 'team', '--json'], {
      env: {
        SIGNET_HOME: (await ok<VaultStatus>('status')).file.replace(/.vault\.json$/, ''),
        SIGNET_PASSPHRASE_FILE: second,
      },
    });
    expect(removed.json<VaultStatus>().slots).toHaveLength(1);
    const [last] = removed.json<VaultStatus>().slots;
    await fails('slot-last', ['remove-slot', last?.id ?? ''], { SIGNET_PASSPHRASE_FILE: changed });
  });
});

describe('an exported key', () => {
  const { ok, fails, home, secret } = newHome();
  const password = secret('export', 'export password');
  beforeAll(async () => {
    await ok('generate', 'rsa', '--type', 'rsa', '--subject', 'CN=Exported');
    await ok('generate', 'hmac', '--type', 'hmac');
  });

  const exported = async (format: string, ...more: string[]) => {
    const out = join(home, `exported.${format}`);
    const written = await ok<WrittenFile>(
      'export',
      'rsa',
      '--format',
      format,
      '--out',
      out,
      '--force',
      ...more,
    );
    expect(written.written).toBe(out);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    return out;
  };

  it('is encrypted unless that is declined, and never written over a file by accident', async () => {
    const out = await exported('pkcs8', '--password-file', password);
    expect(readFileSync(out, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    await fails('file-exists', ['export', 'rsa', '--out', out, '--password-file', password]);
    await fails('password-needed', ['export', 'rsa', '--out', join(home, 'none')]);
    await fails('invalid-input', [
      'export',
      'rsa',
      '--format',
      'pkcs12',
      '--unencrypted',
      '--out',
      join(home, 'none'),
    ]);
    await fails('algorithm-unsupported', [
      'export',
      'hmac',
      '--out',
      join(home, 'none'),
      '--password-file',
      password,
    ]);
    await fails('usage', ['export', 'rsa', '--format', 'xyz', '--out', join(home, 'none')]);
    expect(readFileSync(await exported('pkcs8', '--unencrypted'), 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect(readdirSync(home)).not.toContain('none');
  });

  it.each(['pkcs8', 'pkcs12', 'jwk'])('as %s comes back into a vault as the same key', async (format) => {
    const out = await exported(format, '--password-file', password);
    const other = newHome();
    const entry = await other.ok<VaultEntry>('import', out, '--password-file', password, '--name', 'again');
    const [original] = (await ok<Listing>('list', 'rsa')).entries;
    expect(entry.key).toMatchObject({ type: 'RSA', thumbprint: original?.key?.thumbprint });
    expect(entry.chain.map((each) => each.sha256)).toEqual(original?.chain.map((each) => each.sha256));
  });

  it.skipIf(!openssl)('is read by openssl', async () => {
    const pem = await exported('pkcs8', '--password-file', password);
    const key = await runProgram('openssl', ['pkey', '-in', pem, '-passin', `file:${password}`, '-pubout']);
    const certificate = await runProgram('openssl', ['x509', '-in', pem, '-pubkey', '-noout']);
    expect(key.text).toContain('BEGIN PUBLIC KEY');
    expect(key.text).toBe(certificate.text);
    const p12 = await exported('pkcs12', '--password-file', password);
    const opened = await runProgram('openssl', [
      'pkcs12',
      '-in',
      p12,
      '-passin',
      `file:${password}`,
      '-nodes',
    ]);
    expect(opened.text).toContain('BEGIN PRIVATE KEY');
    expect(opened.text).toContain('BEGIN CERTIFICATE');
  });

  it.skipIf(!keytool)('is read by keytool', async () => {
    const p12 = await exported('pkcs12', '--password-file', password);
    const listed = await runProgram('keytool', ['-list', '-keystore', p12, '-storepass', 'export password']);
    expect(listed.text).toContain('PrivateKeyEntry');
  });

  it('as an encrypted JWK is read by jose', async () => {
    const { compactDecrypt, importJWK } = await import('jose');
    const text = readFileSync(await exported('jwk', '--password-file', password), 'utf8');
    const { plaintext, protectedHeader } = await compactDecrypt(text.trim(), Buffer.from('export password'), {
      keyManagementAlgorithms: ['PBES2-HS512+A256KW'],
      maxPBES2Count: 1_000_000,
    });
    expect(protectedHeader.cty).toBe('jwk+json');
    expect(await importJWK(JSON.parse(Buffer.from(plaintext).toString()), 'RS256')).toMatchObject({
      type: 'private',
    });
    const secretKey = await ok<WrittenFile>(
      'export',
      'hmac',
      '--format',
      'jwk',
      '--out',
      join(home, 'hmac.jwk'),
      '--password-file',
      password,
    );
    expect(secretKey.bytes).toBeGreaterThan(100);
  });
});

describe('a backup', () => {
  it('is one encrypted file, and comes back into an empty home and into a full one', async () => {
    const { ok, home, secret } = newHome();
    await ok('generate', 'first key', '--type', 'ec', '--subject', 'CN=Readable Name');
    await ok('generate', 'second key', '--type', 'hmac');
    const password = secret('backup', 'backup password');
    const out = join(home, 'kept.backup');
    await ok('backup', '--out', out, '--password-file', password);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readFileSync(out, 'utf8')).not.toMatch(/first key|entries|Readable/);

    const empty = newHome();
    const restored = await empty.ok<RestoredEntries>('restore', out, '--password-file', password);
    expect(restored.restored.map((each) => each.name)).toEqual(['first key', 'second key']);
    const again = await empty.ok<RestoredEntries>('restore', out, '--password-file', password);
    expect(again).toMatchObject({ restored: [], renamed: [], skipped: ['first key', 'second key'] });
    await empty.fails('wrong-password', ['restore', out, '--storepass', 'no']);
    await empty.fails('unknown-format', [
      'restore',
      join(fixtures, 'pem', 'ed25519.pkcs8.pem'),
      '--storepass',
      'no',
    ]);
  });
});

it('a damaged vault is said to be, and rescued', async () => {
  const { ok, fails, file, home } = newHome();
  await ok('generate', 'good', '--type', 'ec');
  await ok('generate', 'bad', '--type', 'ec');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"name":"bad"', '"name":"sad"'));
  expect(await ok<VaultStatus>('status')).toHaveProperty('damage');
  await fails('vault-damaged', ['rename', 'good', 'x']);
  const rescued = await ok<RescuedVault>('rescue');
  expect(rescued).toMatchObject({ rescued: 1, lost: ['sad'] });
  expect(readdirSync(home)).toHaveLength(2);
  await ok('rename', 'good', 'better');
});

it('erasing leaves nothing of Signet, and nothing else is touched', async () => {
  const { ok, fails, home } = newHome();
  await ok('generate', 'a', '--type', 'ec');
  const leftovers = [
    'vault.json.lock',
    'vault.json.x.tmp',
    'vault.json.damaged-x',
    'workspace.json',
    'library.json',
    'history.json',
    'workspace.json.damaged-x',
  ];
  for (const name of leftovers) writeFileSync(join(home, name), '{}');
  mkdirSync(join(home, 'of somebody else'));
  await fails('usage', ['erase']);
  expect(readdirSync(home)).toHaveLength(leftovers.length + 2);
  expect(await ok('erase', '--yes')).toEqual({ erased: home });
  expect(readdirSync(home)).toEqual(['of somebody else']);
});
