// Reads mutations of one file, in a process that is watched from outside and has little memory:
//   node --max-old-space-size=256 fuzz-child.mjs FILE PASSWORD COUNT SEED
// A line for each mutation says that it is done; the last one sums up.
import { readFileSync } from 'node:fs';
import { WorkBudget } from '../../core/key/work-budget.ts';
import { describeKeyStore } from '../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { mutate, randomFrom } from './mutate.ts';

const [path = '', password = '', count = '0', seed = '0'] = process.argv.slice(2);
const original = new Uint8Array(readFileSync(path));
/** Enough for the file as it is. A changed number of rounds may ask for seconds, and a thousand of those are too many. */
const rounds = 60_000;

async function read(bytes: Uint8Array): Promise<string> {
  const passwords = { ...(password === '' ? {} : { store: password }), work: new WorkBudget(rounds) };
  try {
    const store = await readKeyStore(bytes, passwords);
    for (const { unreadable } of store.entries) if (unreadable && !isCoded(unreadable)) throw unreadable;
    await describeKeyStore(store);
    return 'read';
  } catch (error) {
    if (isCoded(error)) return error.code;
    throw error;
  }
}

function isCoded(error: unknown): error is SignetError {
  return error instanceof SignetError && error.code !== 'internal-error' && error.message !== '';
}

const outcomes: Record<string, number> = {};
const failures: string[] = [];
const accepted = await read(original);
for (let i = 0; i < Number(count); i++) {
  try {
    const outcome = await read(mutate(original, randomFrom(Number(seed) + i)));
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  } catch (error) {
    failures.push(`seed ${Number(seed) + i}: ${error instanceof Error ? error.stack : String(error)}`);
  }
  process.stdout.write('.\n');
}
const peakMemory = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  `${JSON.stringify({ accepted, outcomes, failures: failures.slice(0, 5), peakMemory })}\n`,
);
