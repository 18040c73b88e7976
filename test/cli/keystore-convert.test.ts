import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtures, runProgram, runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

const jks = join(fixtures, 'keystores', 'wso2carbon.jks');
const pass = ['--storepass', 'wso2carbon'];

describe('signet keystore convert', () => {
  it.each(['pkcs12', 'jks', 'pem'])('to %s: the same key, for its owner’s eyes only', async (to) => {
    const out = join(scratchFolder(), 'out');
    const run = await runSignet(['keystore', 'convert', jks, ...pass, '--to', to, '--out', out, '--json']);
    expect(run.json()).toMatchObject({ written: out, entries: [{ kind: 'key', key: { readable: true } }] });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const listed = (await runSignet(['keystore', 'list', out, ...pass, '--json'])).json();
    expect(listed).toMatchObject({ format: to, entries: [{ kind: 'key', key: { readable: true } }] });
    if (to === 'pem') expect(readFileSync(out, 'utf8')).not.toContain('BEGIN PRIVATE KEY');
  });

  it.each([
    ['pkcs12', 'pkcs12, 1 entry, integrity ok'],
    ['jks', 'jks, 1 entry, integrity ok'],
    ['pem', 'pem, 1 entry'],
  ])('to %s: tells what it read back from the new file', async (to, line) => {
    const out = join(scratchFolder(), 'out');
    const run = await runSignet(['keystore', 'convert', jks, ...pass, '--to', to, '--out', out]);
    expect(run.text.split('\n').slice(0, 2)).toEqual([`written to ${out}`, line]);
  });

  it('to a JWK set without private keys, unless they are asked for', async () => {
    const folder = scratchFolder();
    const convert = (name: string, ...options: string[]) =>
      runSignet([
        'keystore',
        'convert',
        jks,
        ...pass,
        '--to',
        'jwks',
        '--out',
        join(folder, name),
        '--json',
        ...options,
      ]);
    const open = await convert('public.json');
    expect(open.json()).toMatchObject({ entries: [{ kind: 'public-key' }] });
    expect(open.stderr).toContain('--unencrypted');
    await convert('private.json', '--unencrypted');
    const membersOf = (name: string) =>
      Object.keys(JSON.parse(readFileSync(join(folder, name), 'utf8')).keys[0]);
    expect(membersOf('public.json')).not.toContain('d');
    expect(membersOf('private.json')).toEqual(expect.arrayContaining(['d', 'p', 'q', 'dp', 'dq', 'qi']));
  });

  it('takes a password of its own, and the entries that are named', async () => {
    const folder = scratchFolder();
    const out = join(folder, 'out.p12');
    writeFileSync(join(folder, 'new'), 'quite another\n');
    const line = ['keystore', 'convert', jks, ...pass, '--to', 'pkcs12', '--out', out];
    const given = [...line, '--alias', 'WSO2Carbon', '--legacy', '--dest-password-file', join(folder, 'new')];
    expect((await runSignet(given)).status).toBe(0);
    expect((await runSignet(['keystore', 'list', out, ...pass, '--json'])).json()).toMatchObject({
      error: { code: 'wrong-password' },
    });
    const listed = await runSignet(['keystore', 'list', out, '--password-file', join(folder, 'new')]);
    expect(listed.text).toContain('integrity ok');
    const again = await runSignet([...given, '--json']);
    expect(again.status).toBe(2);
    expect(again.json()).toMatchObject({ error: { code: 'file-exists' } });
    expect((await runSignet([...given, '--force'])).status).toBe(0);
  });

  it('refuses what it cannot do', async () => {
    const out = join(scratchFolder(), 'out');
    const convert = (...options: string[]) =>
      runSignet(['keystore', 'convert', jks, '--out', out, '--json', ...options]);
    expect((await convert('--to', 'pfx', ...pass)).json()).toMatchObject({ error: { code: 'usage' } });
    expect((await convert('--to', 'pem', '--alias', 'nobody', ...pass)).json()).toMatchObject({
      error: { code: 'alias-not-found' },
    });
    expect((await convert('--to', 'pkcs12')).json()).toMatchObject({ error: { code: 'password-needed' } });
  });
});

it.runIf(hasTool('keytool') && hasTool('openssl'))(
  'keystore export writes a chain as PKCS#7 that openssl and keytool read',
  async () => {
    const chain = join(fixtures, 'pem', 'key-with-chain.pem');
    const out = join(scratchFolder(), 'chain.p7b');
    const line = ['keystore', 'export', chain, '--alias', '1', '--format', 'p7b', '--chain', '--out', out];
    expect((await runSignet(line)).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toMatch(/^-----BEGIN PKCS7-----\n/);
    const openssl = await runProgram('openssl', ['pkcs7', '-in', out, '-print_certs', '-noout']);
    const keytool = await runProgram('keytool', ['-printcert', '-file', out]);
    const subjects = readFileSync(chain, 'utf8').split('BEGIN CERTIFICATE').length - 1;
    expect(subjects).toBeGreaterThan(1);
    expect(openssl.text.match(/^subject=/gm)).toHaveLength(subjects);
    expect(keytool.text.match(/^Owner: /gm)).toHaveLength(subjects);
  },
);
