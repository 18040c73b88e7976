import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

async function scriptFor(shell: string): Promise<string> {
  const { status, text } = await runSignet(['completion', shell]);
  expect(status).toBe(0);
  const file = join(scratchFolder(), shell);
  writeFileSync(file, text);
  return file;
}

/** What a shell offers for the last word of a line. */
const offers = {
  bash(script: string, line: string) {
    const words = line.split(' ');
    const code = `source ${script}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _signet; printf '%s\n' "\${COMPREPLY[@]}"`;
    return run('bash', ['--norc', '-c', code]);
  },
  fish(script: string, line: string) {
    const lines = run('fish', ['--no-config', '-c', `source ${script}; complete -C '${line}'`]);
    return lines.map((each) => each.split('\t')[0] ?? '');
  },
};

function run(shell: string, args: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(shell, args, { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((line) => line !== '');
}

describe.each(['bash', 'fish'] as const)('in %s', (shell) => {
  it.skipIf(!hasTool(shell))('commands, their subcommands and their options are offered', async () => {
    const script = await scriptFor(shell);
    const offered = (line: string) => offers[shell](script, line);
    expect(offered('signet de').toSorted()).toEqual(['decode', 'decrypt']);
    expect(offered('signet keystore ').toSorted()).toEqual(['convert', 'export', 'list']);
    expect(offered('signet token request --gran')).toEqual(['--grant']);
    expect(offered('signet token request --trac')).toEqual(['--trace']);
    expect(offered('signet completion --js')).toEqual(['--json']);
  });
});

it.skipIf(!hasTool('zsh'))('the script for zsh is one that zsh reads', async () => {
  const script = await scriptFor('zsh');
  expect(run('zsh', ['-f', '-n', script])).toEqual([]);
});

it('another shell is refused by name', async () => {
  expect((await runSignet(['completion', 'bash'])).status).toBe(0);
  const refused = await runSignet(['completion', 'csh', '--json']);
  expect(refused.status).toBe(2);
  expect(refused.json()).toMatchObject({ error: { code: 'usage' } });
});
