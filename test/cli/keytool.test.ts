import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtures, runProgram, runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

const jks = join(fixtures, 'keystores', 'wso2carbon.jks');
const p12 = join(fixtures, 'keystores', 'wso2carbon.p12');

/** English texts on any machine. */
const english = { JAVA_TOOL_OPTIONS: '', LC_ALL: 'C' };

describe('signet keytool', () => {
  it('runs the line of the API manager’s manual', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'wso2carbon.jks'), readFileSync(jks));
    const line = '-export -alias wso2carbon -file wso2.crt -keystore wso2carbon.jks -storepass wso2carbon';
    const run = await runSignet(['keytool', ...line.split(' ')], { cwd: folder });
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('Certificate stored in file <wso2.crt>');
    expect(readFileSync(join(folder, 'wso2.crt'))).toEqual(
      readFileSync(join(fixtures, 'expected', 'wso2carbon.jks.wso2carbon.cer')),
    );
  });
});

describe.runIf(hasTool('keytool'))(
  'signet keytool beside keytool: same bytes, streams and exit status',
  () => {
    const lines: readonly (readonly [string, readonly string[], string?])[] = [
      [
        'DER to a file',
        ['-export', '-alias', 'wso2carbon', '-file', 'out', '-keystore', jks, '-storepass', 'wso2carbon'],
      ],
      [
        'DER to standard output',
        ['-exportcert', '-alias', 'wso2carbon', '-keystore', jks, '-storepass', 'wso2carbon'],
      ],
      [
        'RFC style',
        ['-exportcert', '-rfc', '-alias', 'wso2carbon', '-keystore', jks, '-storepass', 'wso2carbon'],
      ],
      [
        'RFC style to a file',
        [
          '-exportcert',
          '-rfc',
          '-alias',
          'WSO2Carbon',
          '-file',
          'out',
          '-keystore',
          jks,
          '-storepass',
          'wso2carbon',
        ],
      ],
      [
        'a PKCS#12 store',
        ['-exportcert', '-alias', 'wso2carbon', '-file', 'out', '-keystore', p12, '-storepass', 'wso2carbon'],
      ],
      [
        'a PKCS#12 store whatever -storetype says',
        [
          '-exportcert',
          '-alias',
          'wso2carbon',
          '-file',
          'out',
          '-keystore',
          p12,
          '-storetype',
          'JKS',
          '-storepass',
          'wso2carbon',
        ],
      ],
      [
        'the password on standard input',
        ['-exportcert', '-alias', 'wso2carbon', '-file', 'out', '-keystore', jks],
        'wso2carbon\n',
      ],
      [
        'no password for a JKS',
        ['-exportcert', '-alias', 'wso2carbon', '-file', 'out', '-keystore', jks],
        '',
      ],
      [
        'no password for a PKCS#12',
        ['-exportcert', '-alias', 'wso2carbon', '-file', 'out', '-keystore', p12],
        '',
      ],
      ['the default alias', ['-exportcert', '-file', 'out', '-keystore', jks, '-storepass', 'wso2carbon']],
      [
        'no such alias',
        ['-exportcert', '-alias', 'nobody', '-file', 'out', '-keystore', jks, '-storepass', 'wso2carbon'],
      ],
      [
        'a wrong password for a JKS',
        ['-exportcert', '-alias', 'wso2carbon', '-file', 'out', '-keystore', jks, '-storepass', 'wrong pass'],
      ],
      [
        'a wrong password for a PKCS#12',
        ['-exportcert', '-alias', 'wso2carbon', '-file', 'out', '-keystore', p12, '-storepass', 'wrong pass'],
      ],
      [
        'no such store',
        [
          '-exportcert',
          '-alias',
          'wso2carbon',
          '-file',
          'out',
          '-keystore',
          'none.jks',
          '-storepass',
          'wso2carbon',
        ],
      ],
      [
        'no such folder',
        [
          '-exportcert',
          '-alias',
          'wso2carbon',
          '-file',
          'none/out',
          '-keystore',
          jks,
          '-storepass',
          'wso2carbon',
        ],
      ],
      ['an illegal option', ['-exportcert', '-bogus']],
      ['an option without its argument', ['-exportcert', '-file']],
      ['help', ['-exportcert', '-help']],
    ];

    it.each(lines.map(([name, args, input]) => ({ name, args, input })))('$name', async ({ args, input }) => {
      const ours = await inFolder((cwd) =>
        runSignet(['keytool', ...args], { cwd, ...(input === undefined ? {} : { input }) }),
      );
      const theirs = await inFolder((cwd) =>
        runProgram('keytool', args, { cwd, env: english, ...(input === undefined ? {} : { input }) }),
      );
      expect(ours.stdout).toEqual(theirs.stdout);
      expect(ours.stderr).toBe(theirs.stderr.replace(/^Picked up JAVA_TOOL_OPTIONS.*\n/, ''));
      expect(ours.status).toBe(theirs.status);
      // keytool leaves an empty file behind when it fails; Signet writes whole files or none.
      expect(ours.written).toEqual(theirs.status === 0 ? theirs.written : null);
    });
  },
);

async function inFolder(run: (folder: string) => ReturnType<typeof runSignet>) {
  const folder = scratchFolder();
  const { status, stdout, stderr } = await run(folder);
  const out = join(folder, 'out');
  return { status, stdout, stderr, written: existsSync(out) ? readFileSync(out) : null };
}
