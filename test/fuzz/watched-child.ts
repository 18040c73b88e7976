import { spawn } from 'node:child_process';

export interface FuzzReport {
  /** What came of the file as it is. */
  readonly accepted: string;
  /** How many mutations ended how: `read`, or the code of an error. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
  /** The most memory that the process ever held, buffers and code included, in bytes. */
  readonly peakMemory: number;
}

/** Longest that one mutation may take. They share the machine with other tests. */
const patience = 20_000;

/**
 * Runs the child that reads mutations, with 256 MiB of memory, and kills it when one of them takes too long.
 * @throws Error when it is killed, or ends by itself without a report
 */
export function runWatched<More = unknown>(
  script: string,
  args: readonly string[],
): Promise<FuzzReport & More> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--max-old-space-size=256', script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let done = 0;
    let tail = '';
    let stderr = '';
    let hung = false;
    const watchdog = () =>
      setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, patience);
    let timer = watchdog();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      clearTimeout(timer);
      timer = watchdog();
      const lines = (tail + text).split('\n');
      tail = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '.') done++;
        else tail = `${line}\n${tail}`;
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-2000);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      const report = tail.split('\n').find((line) => line.startsWith('{'));
      if (code === 0 && report !== undefined) resolve(JSON.parse(report));
      else reject(new Error(`${hung ? 'hung' : 'died'} in mutation ${done} of ${args.join(' ')}: ${stderr}`));
    });
  });
}
