import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtures, runProgram, runSignet, signetFile } from '../support/run-signet.ts';

const store = (name: string) => join(fixtures, 'keystores', name);
const codeOf = async (...args: string[]) =>
  (await runSignet([...args, '--json'])).json<{ error?: { code: string; hint?: string } }>().error;

describe('a file that is closed for want of a password', () => {
  it.each([
    ['cert', 'show', store('wso2carbon.p12')],
    ['keystore', 'export', store('wso2carbon.p12'), '--alias', 'wso2carbon'],
    ['sign', '--key', join(fixtures, 'pem/ec-p-256.traditional-aes256.pem'), '--claim', 'a=b'],
  ])('%s %s asks for it, and says how it is given', async (...args) => {
    const password = args[0] === 'sign' ? 'changeit' : 'wso2carbon';
    const given = await runSignet([...args, '--password-env', 'STORE'], { env: { STORE: password } });
    expect(given.stderr).toBe('');
    expect(given.status).toBe(0);
    expect(await codeOf(...args)).toMatchObject({
      code: 'password-needed',
      hint: expect.stringContaining('--password-file'),
    });
  });
});

it('an entry of a key store is named to key show and key thumbprint, too', async () => {
  expect((await codeOf('key', 'show', store('several.jks')))?.code).toBe('alias-needed');
  const shown = await runSignet(['key', 'show', store('several.jks'), '--alias', 'first', '--json']);
  expect(shown.json()).toMatchObject({ type: 'RSA', bits: 2048 });
  const { thumbprint } = shown.json<{ thumbprint: string }>();
  const printed = await runSignet(['key', 'thumbprint', store('several.jks'), '--alias', 'first']);
  expect(printed.text.trim()).toBe(thumbprint);
});

it('a token is read from the file that the argument names', async () => {
  const decoded = await runSignet([
    'decode',
    join(fixtures, 'manuals/api-manager-manual-assertion.txt'),
    '--json',
  ]);
  expect(decoded.json()).toMatchObject({ kind: 'jws', claims: { iss: 'jwtIDP' } });
});

it('two keys to verify with are refused, whichever they are', async () => {
  const key = join(fixtures, 'manuals/api-manager-default-certificate.pem');
  expect((await codeOf('verify', 'a.b.c', '--cert', key, '--key', key))?.code).toBe('usage');
  expect((await codeOf('verify', 'a.b.c', '--jwks', key, '--x5c'))?.code).toBe('usage');
});

it.each([['keystore'], ['help', 'nosuch'], ['keystore', 'nosuch']])(
  'a command that is missing is said in one line: %s %s',
  async (...args) => {
    const { status, stderr } = await runSignet(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^signet: [^()]+\nhint: see signet help/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  },
);

it.skipIf(process.platform !== 'linux')('an output that cannot be written is said in words', async () => {
  const line = `"${process.execPath}" "${signetFile}" decode a.b.c`;
  expect((await runProgram('sh', ['-c', `${line} > /dev/null`])).status).toBe(1);
  const full = await runProgram('sh', ['-c', `${line} > /dev/full`]);
  expect(full.status).toBe(2);
  expect(full.stderr).toMatch(/^signet: standard output cannot be written: ENOSPC\nhint: /);
});
