// Calls every method of the contract in memory, in a process that is watched from outside and has little memory:
//   node --max-old-space-size=256 contract-child.mjs ROUNDS SEED
// A line for each call says that it is done; the last one sums up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../core/services/app.ts';
import { createDispatcher } from '../../shared/contract/dispatcher.ts';
import { MemoryDocument } from '../fakes/memory-document.ts';
import { callEverything } from './contract-calls.ts';

const [rounds = '1', seed = '1'] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), 'signet-fuzz-home-'));
const defects: string[] = [];
const app = createApp({
  about: { version: '0', face: 'loopback', home },
  workspace: new MemoryDocument(),
  library: new MemoryDocument(),
  history: new MemoryDocument(),
});
const dispatcher = createDispatcher(app.services, (method, defect) => {
  defects.push(`${method}: ${defect instanceof Error ? defect.stack : String(defect)}`.slice(0, 600));
});
const report = await callEverything(
  (method, input) => dispatcher.dispatch(method, input),
  'memory',
  Number(rounds),
  Number(seed),
  () => process.stdout.write('.\n'),
);
await app.close();
rmSync(home, { recursive: true, force: true });
const peakMemory = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  `${JSON.stringify({ ...report, accepted: '', defects: defects.slice(0, 10), peakMemory })}\n`,
);
