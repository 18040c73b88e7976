import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Result } from '../../shared/base/result.ts';
import { scratchFolder, signetFile } from './run-signet.ts';

/** `signet serve`, built, and what a window would ask it. */
export interface ServedCore {
  readonly process: ChildProcess;
  readonly home: string;
  call<T = unknown>(method: string, input: unknown, signal?: AbortSignal): Promise<Result<T>>;
  /** The answer to a body as it stands. */
  post(
    method: string,
    body: string | Uint8Array | AsyncIterable<string>,
    signal?: AbortSignal,
  ): Promise<Response>;
  stop(): Promise<void>;
}

export async function serveCore(nodeOptions: readonly string[] = []): Promise<ServedCore> {
  const home = scratchFolder();
  const child = spawn(process.execPath, [...nodeOptions, signetFile, 'serve', '--json'], {
    env: { ...process.env, SIGNET_HOME: home, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A test run that is broken off leaves no server behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const [line] = await new Promise<[string]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error('signet serve ended')));
    createInterface(child.stdout).once('line', (text) => resolve([text]));
  });
  const { origin, hash } = new URL((JSON.parse(line) as { url: string }).url);
  const secret = hash.replace('#secret=', '');
  const post: ServedCore['post'] = (method, body, signal) =>
    fetch(`${origin}/call/${method}`, {
      method: 'POST',
      headers: { Origin: origin, 'X-Signet-Secret': secret, 'Content-Type': 'application/json' },
      ...(typeof body === 'string' || body instanceof Uint8Array
        ? { body: body as BodyInit }
        : { body: Readable.toWeb(Readable.from(body)) as BodyInit, duplex: 'half' }),
      ...(signal ? { signal } : {}),
    });
  return {
    process: child,
    home,
    post,
    async call<T>(method: string, input: unknown, signal?: AbortSignal) {
      return (await post(method, JSON.stringify(input), signal)).json() as Promise<Result<T>>;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
