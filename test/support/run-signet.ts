import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
export const signetFile = join(root, 'dist', 'cli', 'signet.js');
export const fixtures = join(root, 'test', 'fixtures');

export interface SignetRun {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly text: string;
  readonly stderr: string;
  /** Standard output as the one JSON document it must be. */
  json<T = Record<string, unknown>>(): T;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A new empty folder, below the system's own for such things. */
export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'signet-'));
}

/** Runs the built command as a user would, in a home of its own. */
export function runSignet(args: readonly string[], options: RunOptions = {}): Promise<SignetRun> {
  return runProgram(process.execPath, [signetFile, ...args], options);
}

export function runProgram(
  program: string,
  args: readonly string[],
  { input, env, cwd }: RunOptions = {},
): Promise<SignetRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: cwd ?? root,
      env: { ...process.env, SIGNET_HOME: scratchFolder(), NO_COLOR: '1', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', reject);
    child.once('close', (status) => {
      const out = Buffer.concat(stdout);
      resolve({
        status,
        stdout: out,
        text: out.toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
        json: <T>() => JSON.parse(out.toString('utf8')) as T,
      });
    });
    // A command that fails early closes its input: what it did not read is no failure of the test.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
