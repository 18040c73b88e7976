import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/base/error-code.ts';
import { runProgram, scratchFolder, signetFile } from '../support/run-signet.ts';
import { serveCore } from '../support/served-core.ts';

// What is found in Signet's home may be anybody's: a synchronised folder, a backup, another program. Each command ends with its
// answer or a coded error, within its time.

const isWindows = process.platform === 'win32';
/** In seconds; a command takes half of one on a quiet machine. */
const watchdog = 20;
const deep = 200_000;

const contents: Readonly<Record<string, (file: string) => void>> = {
  'nothing at all': (file) => writeFileSync(file, ''),
  'no JSON': (file) => writeFileSync(file, '{"flows": ['),
  'bytes that are no text': (file) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0, 0x80, 0xc3])),
  'a list': (file) => writeFileSync(file, '[1,2,3]'),
  null: (file) => writeFileSync(file, 'null'),
  'a text': (file) => writeFileSync(file, '"x"'),
  'members of other types': (file) =>
    writeFileSync(
      file,
      '{"flows":7,"environments":{"a":1},"certificates":"x","entries":[null,{"entry":5}],"draft":[],"drafts":{},"settings":"x"}',
    ),
  'flows that are none': (file) =>
    writeFileSync(
      file,
      '{"flows":[null,[],{"name":1},{"name":"a","endpoint":"http://127.0.0.1:1/","grant":"x","auth":{"method":"none"}}],"environments":[{"name":"\\u0000","variables":[["a"]]}]}',
    ),
  'names of prototypes': (file) =>
    writeFileSync(file, '{"__proto__":{"flows":[]},"constructor":{"prototype":{"polluted":1}},"toString":1}'),
  'lists in lists': (file) => writeFileSync(file, `{"flows":${'['.repeat(deep)}${']'.repeat(deep)}}`),
  'a folder': (file) => mkdirSync(file),
  ...(isWindows
    ? {}
    : {
        'a pipe': (file: string) => void execFileSync('mkfifo', [file]),
        'a file without end': (file: string) => symlinkSync('/dev/zero', file),
        'a link to itself': (file: string) => symlinkSync(file, file),
      }),
};

const commands: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'library.json': [
    ['flow', 'list'],
    ['flow', 'export'],
  ],
  'vault.json': [['vault', 'list']],
};

describe.each(Object.keys(commands))('%s in Signet’s home', (name) => {
  it.each(Object.entries(contents))('holds %s', { timeout: 3 * watchdog * 1000 }, async (_, make) => {
    for (const command of commands[name] ?? []) {
      const home = scratchFolder();
      make(join(home, name));
      const run = await runProgram(
        'timeout',
        [
          '-s',
          'KILL',
          String(watchdog),
          process.execPath,
          '--max-old-space-size=256',
          signetFile,
          ...command,
          '--json',
        ],
        { env: { SIGNET_HOME: home, SIGNET_PASSPHRASE: 'x' } },
      );
      const told = `${command.join(' ')}: ${run.status} ${run.text.slice(0, 200)} ${run.stderr.slice(0, 300)}`;
      expect([0, 2], told).toContain(run.status);
      if (run.status === 2) {
        const { code } = run.json<{ error: { code: string } }>().error;
        expect(errorCodes, told).toContain(code);
        expect(code, told).not.toBe('internal-error');
      }
      expect(run.stderr).not.toMatch(/^\s+at /m);
    }
  });
});

describe.skipIf(isWindows)('a file without end', () => {
  it.each([
    ['keystore', 'list'],
    ['flow', 'import'],
  ])('is too large for %s %s', async (...command) => {
    const args = [
      '-s',
      'KILL',
      String(watchdog),
      process.execPath,
      signetFile,
      ...command,
      '/dev/zero',
      '--json',
    ];
    const run = await runProgram('timeout', args);
    expect(run.json()).toMatchObject({ error: { code: 'input-too-large' } });
  });
});

describe.skipIf(isWindows)('another user of this machine', () => {
  it('reaches nothing of a window that is served, and finds its secret nowhere', async (context) => {
    if (process.getuid?.() !== 0) {
      const why = 'only root can become another user';
      console.log(`skipped: ${why}`);
      return context.skip(why);
    }
    const core = await serveCore();
    try {
      expect(await core.call('vault.status', {})).toMatchObject({ ok: true });
      const { pid } = core.process;
      const asNobody = (...args: readonly string[]) =>
        runProgram('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', ...args], { cwd: '/' });
      const commandLine = await asNobody('cat', `/proc/${pid}/cmdline`);
      expect(commandLine.text).toContain('serve');
      expect(commandLine.text).not.toMatch(/secret/);
      for (const closed of ['environ', 'mem', 'maps', 'fd/0']) {
        expect((await asNobody('cat', `/proc/${pid}/${closed}`)).status, closed).not.toBe(0);
      }
      const refused = await core.post('vault.status', '{}');
      expect(refused.status).toBe(200);
      const port = new URL(refused.url).port;
      const script = `fetch('http://127.0.0.1:${port}/call/vault.status',{method:'POST',headers:{origin:'http://127.0.0.1:${port}','content-type':'application/json','x-signet-secret':'guess'},body:'{}'}).then(r=>console.log(r.status))`;
      expect((await asNobody(process.execPath, '-e', script)).text.trim()).toBe('403');
    } finally {
      await core.stop();
    }
  });
});
