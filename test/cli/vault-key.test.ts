import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import { fixtures, runSignet, scratchFolder } from '../support/run-signet.ts';

describe('signet vault', () => {
  it('generates, imports, lists without a passphrase, signs, and keeps no secret readable', async () => {
    const home = scratchFolder();
    const env = { SIGNET_HOME: home, SIGNET_PASSPHRASE: 'correct horse battery staple' };
    const made = await runSignet(
      ['vault', 'generate', 'mine', '--type', 'rsa', '--subject', 'CN=Mine', '--json'],
      { env },
    );
    expect(made.status).toBe(0);
    expect(made.json<VaultEntry>()).toMatchObject({
      name: 'mine',
      kind: 'key',
      key: { type: 'RSA', bits: 2048 },
    });

    const store = join(fixtures, 'keystores', 'wso2carbon.jks');
    const imported = await runSignet(
      ['vault', 'import', store, '--alias', 'wso2carbon', '--storepass', 'wso2carbon', '--json'],
      { env },
    );
    expect(imported.json<VaultEntry>()).toMatchObject({ name: 'wso2carbon', kind: 'key' });

    const listed = await runSignet(['vault', 'list', '--json'], { env: { SIGNET_HOME: home } });
    expect(listed.json<{ entries: VaultEntry[] }>().entries.map((each) => each.name)).toEqual([
      'mine',
      'wso2carbon',
    ]);
    expect((await runSignet(['sign', '--vault', 'mine', '--claim', 'iss=a'], { env })).status).toBe(0);

    const wrong = await runSignet(['sign', '--vault', 'mine', '--claim', 'iss=a', '--json'], {
      env: { ...env, SIGNET_PASSPHRASE: 'wrong' },
    });
    expect(wrong.status).toBe(2);
    expect(wrong.json()).toMatchObject({ error: { code: 'wrong-password' } });

    expect(readdirSync(home)).toEqual(['vault.json']);
    const file = join(home, 'vault.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('correct horse');
  });

  it('refuses a name that is taken', async () => {
    const env = { SIGNET_HOME: scratchFolder(), SIGNET_PASSPHRASE: 'pass' };
    expect((await runSignet(['vault', 'generate', 'a', '--type', 'ec'], { env })).status).toBe(0);
    const taken = await runSignet(['vault', 'generate', 'a', '--type', 'ec', '--json'], { env });
    expect(taken.json()).toMatchObject({ error: { code: 'name-taken' } });
  });
});

describe('signet key', () => {
  it.each(['rsa', 'ec', 'ed25519', 'hmac'])(
    'generates a %s key into a file that it reads back',
    async (type) => {
      const folder = scratchFolder();
      const out = join(folder, 'key');
      const made = await runSignet([
        'key',
        'generate',
        '--type',
        type,
        '--out',
        out,
        '--unencrypted',
        '--json',
      ]);
      expect(made.status).toBe(0);
      expect(statSync(out).mode & 0o777).toBe(0o600);
      const shown = await runSignet(['key', 'show', out, '--json']);
      expect(shown.json()).toEqual(made.json());
      expect(readdirSync(folder)).toEqual(['key']);
    },
  );

  it('encrypts by default, and tells a missing password from a wrong one', async () => {
    const out = join(scratchFolder(), 'key.pem');
    const env = { KEY_PASS: 'a passphrase' };
    const made = await runSignet(
      ['key', 'generate', '--type', 'ec', '--out', out, '--password-env', 'KEY_PASS', '--json'],
      { env },
    );
    expect(made.status).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(
      (await runSignet(['key', 'show', out, '--password-env', 'KEY_PASS', '--json'], { env })).json(),
    ).toEqual(made.json());
    const missing = await runSignet(['key', 'show', out, '--json'], { input: '' });
    expect(missing.json()).toMatchObject({ error: { code: 'password-needed' } });
    const wrong = await runSignet(['key', 'show', out, '--password-env', 'KEY_PASS', '--json'], {
      env: { KEY_PASS: 'x' },
    });
    expect(wrong.json()).toMatchObject({ error: { code: 'wrong-password' } });
  });
});
