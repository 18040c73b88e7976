import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SnippetLanguage } from '../../../../shared/oauth/snippets/print-snippet.ts';
import { root } from '../../../support/run-signet.ts';
import { readHereString, readPromptLine } from '../../../support/windows-shells.ts';

export type Variables = Readonly<Record<string, string>>;

/** Why a language's snippets cannot be run here; undefined when they can. */
export function whyNot(language: SnippetLanguage): string | undefined {
  const runs = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
  switch (language) {
    case 'curl':
      return runs('bash', '--version') && runs('curl', '--version') ? undefined : 'no bash or no curl';
    // There is no Windows here: the shells' own reading is played by test/support, curl is the real one.
    case 'curl-powershell':
    case 'curl-cmd':
    case 'http':
      return runs('curl', '--version') ? undefined : 'no curl';
    case 'python':
      return runs('python3', '-c', 'import requests') ? undefined : 'no Python with requests';
    case 'java':
      return runs('java', '--version') ? undefined : 'no Java';
    case 'node':
      return undefined;
  }
}

/** Runs a snippet as a reader would, with its variables set; gives what it printed. */
export async function runSnippet(
  language: SnippetLanguage,
  snippet: string,
  variables: Variables,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signet-snippet-'));
  // Java reads its environment in the locale's encoding.
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, LC_ALL: 'C.UTF-8', ...variables };
  const run = async (program: string, args: readonly string[], input = '') =>
    execute(program, args, { cwd: folder, env }, input);
  const file = async (name: string) => {
    await writeFile(join(folder, name), snippet);
    return join(folder, name);
  };
  try {
    switch (language) {
      case 'curl':
        return await run('bash', ['--norc', await file('snippet.sh')]);
      case 'curl-powershell':
        return await run('curl', ['--config', '-'], readHereString(snippet, variables));
      case 'curl-cmd': {
        const [program, ...args] = readPromptLine(snippet, variables);
        if (program !== 'curl.exe') throw new Error(`${program} is not curl.exe`);
        return await run('curl', args);
      }
      case 'python':
        return await run('python3', [await file('snippet.py')]);
      case 'java':
        return await run('java', [
          '-Xshare:auto',
          '-XX:TieredStopAtLevel=1',
          await file('TokenRequest.java'),
        ]);
      case 'node':
        // Where the reader would have run npm install.
        await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
        return await run(process.execPath, [await file('snippet.mjs')]);
      case 'http':
        throw new Error('HTTP is a message, and no program');
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function execute(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  input: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { ...options, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program}: ${stderr}`, { cause: error }));
      else resolve(stdout);
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
