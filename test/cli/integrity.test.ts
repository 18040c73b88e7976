import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyStoreListing } from '../../shared/contract/keystore.ts';
import { changedStores } from '../support/changed-stores.ts';
import { fixtures, runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

// A store that was changed without its password: wherever a store is read.

const folder = scratchFolder();
const out = (name: string) => join(scratchFolder(), name);

interface Sample {
  readonly name: string;
  readonly whole: string;
  readonly changed: string;
  readonly password: string;
  readonly alias: string;
}

function sample(name: string, alias: string): Sample {
  const store = changedStores.get(name);
  if (!store) throw new Error(`there is no store ${name}`);
  const [whole, changed] = ['whole', 'changed'].map((which) =>
    join(folder, `${which}-${name.replace(/\W/g, '-')}`),
  );
  writeFileSync(whole ?? '', store.whole);
  writeFileSync(changed ?? '', store.changed);
  return { name, whole: whole ?? '', changed: changed ?? '', password: store.password, alias };
}

const samples = [
  sample('openssl.p12, a safe appended', 'leaf'),
  sample('wso2carbon.jks, a trusted certificate appended', 'wso2carbon'),
  sample('wso2carbon.jceks, a bit of the digest', 'wso2carbon'),
];

const server = createServer((_, response) => {
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end('{"access_token":"x","token_type":"Bearer"}');
});
let endpoint = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
});
afterAll(() => server.close());

/** Each command that reads a store; `store` stands for its file and what opens it. */
const commands: Readonly<Record<string, (file: string, one: Sample) => readonly string[]>> = {
  'keystore list': (file) => ['keystore', 'list', file],
  'keystore export': (file, { alias }) => ['keystore', 'export', file, '--alias', alias],
  'keystore convert': (file) => ['keystore', 'convert', file, '--to', 'pkcs12', '--out', out('new.p12')],
  sign: (file, { alias }) => ['sign', '--keystore', file, '--alias', alias, '--claim', 'iss=me'],
  'token request': (file, { alias }) => [
    ...['token', 'request', '--endpoint', endpoint, '--keystore', file, '--alias', alias],
    ...['--claim', 'iss=me', '--claim', 'sub=me', '--claim', 'aud=you', '--expires-in', '5m'],
  ],
  'vault import': (file, { alias }) => ['vault', 'import', file, '--alias', alias],
  verify: (file, { alias }) => [
    'verify',
    join(fixtures, 'manuals', 'api-manager-manual-assertion.txt'),
    '--keystore',
    file,
    '--alias',
    alias,
  ],
  'cert show': (file, { alias }) => ['cert', 'show', file, '--alias', alias],
  'cert chain': (file) => ['cert', 'chain', file],
  'key show': (file, { alias }) => ['key', 'show', file, '--alias', alias],
};

const run = (args: readonly string[], password: string) =>
  runSignet([...args, '--storepass', password, '--json'], { env: { SIGNET_PASSPHRASE: 'a passphrase' } });

describe.each(samples)('$name', (one) => {
  it.each(Object.entries(commands))('%s refuses it, and takes it when told to', async (_, command) => {
    const whole = await run(command(one.whole, one), one.password);
    // "verify" has a verdict about another key's token, and a chain of a test has its faults.
    expect(whole.status).toBeLessThan(2);
    const refused = await run(command(one.changed, one), one.password);
    expect(refused.status).toBe(2);
    expect(refused.json()).toMatchObject({ error: { code: 'integrity-failed' } });
    expect(await run(command(one.changed, one), 'not it').then((wrong) => wrong.json())).toMatchObject({
      error: { code: 'wrong-password' },
    });
    const taken = await run([...command(one.changed, one), '--ignore-integrity'], one.password);
    expect(taken.status).toBe(whole.status);
    expect(taken.stderr).toContain('was changed without its password: its integrity check failed');
    expect(whole.stderr).not.toContain('integrity');
  });

  it('is marked in its listing', async () => {
    const list = (file: string, ...more: string[]) => run(['keystore', 'list', file, ...more], one.password);
    expect((await list(one.whole)).json<KeyStoreListing>().integrity).toBe('ok');
    expect((await list(one.changed, '--ignore-integrity')).json<KeyStoreListing>().integrity).toBe('bad');
    const plain = await runSignet([
      'keystore',
      'list',
      one.changed,
      '--storepass',
      one.password,
      '--ignore-integrity',
    ]);
    expect(plain.text).toContain('integrity bad');
  });

  it('leaves nothing behind when it is refused', async () => {
    const file = out('new.p12');
    await run(['keystore', 'convert', one.changed, '--to', 'pkcs12', '--out', file], one.password);
    expect(existsSync(file)).toBe(false);
  });
});

const keytoolLines: Readonly<Record<string, (file: string, one: Sample) => readonly string[]>> = {
  '-list': (file) => ['-list', '-keystore', file],
  '-exportcert': (file, { alias }) => ['-exportcert', '-rfc', '-alias', alias, '-keystore', file],
  '-delete': (file, { alias }) => ['-delete', '-alias', alias, '-keystore', file],
  '-importkeystore': (file) => [
    '-importkeystore',
    '-srckeystore',
    file,
    '-destkeystore',
    out('d.p12'),
    '-deststorepass',
    'changeit',
  ],
};

describe.skipIf(!hasTool('keytool'))('signet keytool says what keytool says', () => {
  const all = [
    ...samples,
    sample('openssl.p12, a bit of the MAC', 'leaf'),
    sample('all-open.p12, a bit of the MAC', 'leaf'),
    sample('openssl-plain-certificates.p12, a safe appended', 'leaf'),
  ];
  it.each(all)('of $name', async (one) => {
    for (const [name, line] of Object.entries(keytoolLines)) {
      for (const password of [one.password, 'not-it-at-all']) {
        const args = line(one.changed, one);
        const flag = name === '-importkeystore' ? '-srcstorepass' : '-storepass';
        const theirs = spawnSync('keytool', [...args, flag, password], { encoding: 'utf8' });
        const ours = await runSignet(['keytool', ...args, flag, password]);
        expect([name, password, ours.status, ours.text]).toEqual([
          name,
          password,
          theirs.status,
          theirs.stdout,
        ]);
        expect(theirs.status).toBe(1);
      }
    }
  });
});
