import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { methodNames } from '../../shared/contract/contract.ts';
import { bundle } from '../support/bundle.ts';
import { serveCore } from '../support/served-core.ts';
import { type ContractReport, callEverything } from './contract-calls.ts';
import { toJson } from './contract-inputs.ts';
import { runWatched } from './watched-child.ts';

// Every method of the contract, with wrong types, names of prototypes, depth, lone surrogates, NUL and megabytes: each call
// ends in a coded answer, and none is a defect. A few rounds here; `npm run fuzz contract` does more, from another seed.

const rounds = Number(process.env.SIGNET_FUZZ_MUTATIONS ?? 4);
const seed = Number(process.env.SIGNET_FUZZ_SEED ?? 1);
const mostMemory = 400 * 1024 * 1024;
/** For one call, in milliseconds: beyond it the process that runs it is killed. */
const patience = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'signet-fuzz-contract-'));
let child = '';

beforeAll(async () => {
  child = await bundle(join(import.meta.dirname, 'contract-child.ts'), join(folder, 'bundle'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

it('in memory, every call ends in a coded answer', { timeout: 30 * 60_000 }, async () => {
  const report = await runWatched<ContractReport & { readonly defects: readonly string[] }>(child, [
    String(rounds),
    String(seed),
  ]);
  printFigures('in memory', report, report.peakMemory);
  expect(report.defects).toEqual([]);
  expectCoded(report, report.peakMemory);
});

it('over loopback, every call ends in a coded answer', { timeout: 30 * 60_000 }, async () => {
  const core = await serveCore(['--max-old-space-size=256']);
  const kill = () => core.process.kill('SIGKILL');
  let watchdog = setTimeout(kill, patience);
  onTestFinished(async () => {
    clearTimeout(watchdog);
    await core.stop();
  });
  const report = await callEverything(
    async (method, input) => (await core.post(method, toJson(input))).json(),
    'json',
    rounds,
    seed,
    () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(kill, patience);
    },
  );
  const [, kilobytes = '0'] =
    process.platform === 'linux'
      ? (/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${core.process.pid}/status`, 'utf8')) ?? [])
      : [];
  const peakMemory = Number(kilobytes) * 1024;
  printFigures('over loopback', report, peakMemory);
  expectCoded(report, peakMemory);
});

function expectCoded(report: ContractReport, peakMemory: number): void {
  expect(report.failures).toEqual([]);
  expect(report.calls).toBe(rounds * methodNames.length);
  expect(peakMemory).toBeLessThan(mostMemory);
  // Garbage that never gets past the schemas, or calls that all go well, would show nothing.
  expect(report.outcomes.ok).toBeGreaterThan(report.calls / 20);
  expect(Object.keys(report.outcomes).length).toBeGreaterThan(8);
}

function printFigures(where: string, { calls, worst, outcomes }: ContractReport, peakMemory: number): void {
  const memory = `${Math.round(peakMemory / 1024 / 1024)} MiB`;
  console.log(
    `${where}: ${calls} calls, the longest ${worst.milliseconds} ms (${worst.method}), at most ${memory}`,
  );
  console.log(JSON.stringify(outcomes));
}
