// Reads mutations of one file, in a process that is watched from outside and has little memory:
//   node --max-old-space-size=256 fuzz-child.mjs FILE PASSWORD COUNT SEED [READER]
// A line for each mutation says that it is done; the last one sums up.
import { readFileSync } from 'node:fs';
import { readFlowFile } from '../../core/flows/flow-file.ts';
import type { KeyStore } from '../../core/key/key-store.ts';
import { WorkBudget } from '../../core/key/work-budget.ts';
import { describeKeyStore } from '../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { parseServer } from '../../core/servers/own-servers.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { mutate, randomFrom } from './mutate.ts';

const [path = '', password = '', count = '0', seed = '0', reader = 'store'] = process.argv.slice(2);
const original = new Uint8Array(readFileSync(path));
/** Enough for the file as it is. A changed number of rounds may ask for seconds, and a thousand of those are too many. */
const rounds = 60_000;

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What can be handed over as a file. */
const readers: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  store: readStore,
  flows: (bytes) => readFlowFile(text(bytes)),
  server: (bytes) => parseServer('server.json', 'server', text(bytes)),
};

async function readStore(bytes: Uint8Array): Promise<void> {
  const read = (ignoreIntegrity: boolean) => {
    const passwords = { ...(password === '' ? {} : { store: password }), work: new WorkBudget(rounds) };
    return readKeyStore(bytes, passwords, { ignoreIntegrity });
  };
  // A changed file is refused; what it holds has to be looked at, too.
  const refused = await read(false).then(
    (store) => store,
    (error: unknown) => error,
  );
  const store = isCoded(refused) && refused.code === 'integrity-failed' ? await read(true) : refused;
  if (store instanceof Error) throw store;
  for (const { unreadable } of (store as KeyStore).entries)
    if (unreadable && !isCoded(unreadable)) throw unreadable;
  await describeKeyStore(store as KeyStore);
}

async function read(bytes: Uint8Array): Promise<string> {
  try {
    await readers[reader]?.(bytes);
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
