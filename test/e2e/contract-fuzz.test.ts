import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { methodNames } from '../../shared/contract/contract.ts';
import type { ContractReport } from '../fuzz/contract-calls.ts';
import { bundle } from '../support/bundle.ts';
import { desktopFace, type Face } from './support/face.ts';

// What test/fuzz/contract.test.ts does in memory and over loopback, through the preload's bridge and Electron's IPC, with what
// only a structured clone can carry. The dialogs of the desktop are answered with Cancel.

const { missing } = desktopFace;
if (missing) console.log(`skipped: the contract over Electron’s IPC: ${missing}`);
const rounds = Number(process.env.SIGNET_FUZZ_MUTATIONS ?? 3);
const seed = Number(process.env.SIGNET_FUZZ_SEED ?? 1);
const mostMemory = 400 * 1024 * 1024;
/** For one call, in milliseconds. */
const patience = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'signet-fuzz-page-'));
let script = '';
let face: Face;

beforeAll(async () => {
  if (missing) return;
  script = readFileSync(await bundle(join(import.meta.dirname, '../fuzz/contract-page.ts'), folder), 'utf8');
  face = await desktopFace.open();
  await face.app?.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: -1, checkboxChecked: false });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
});
afterAll(async () => {
  await face?.close();
  rmSync(folder, { recursive: true });
});

it.skipIf(missing)(
  'over Electron’s IPC, every call ends in a coded answer',
  { timeout: 30 * 60_000 },
  async () => {
    // As a script of the developer tools: the page's own policy lets nothing in.
    await face.page.evaluate(`(() => { ${script.replace(/^export\s*\{[^}]*\};?\s*$/m, '')} })()`);
    const report = (await face.page.evaluate(
      ([times, from, most]) =>
        (globalThis as unknown as { fuzzContract: (...given: number[]) => Promise<unknown> }).fuzzContract(
          times as number,
          from as number,
          most as number,
        ),
      [rounds, seed, patience],
    )) as ContractReport;
    const { calls, worst, outcomes, failures } = report;
    const pid = face.app?.process().pid;
    const [, kilobytes = '0'] =
      process.platform === 'linux'
        ? (/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [])
        : [];
    const peakMemory = Number(kilobytes) * 1024;
    console.log(
      `over Electron’s IPC: ${calls} calls, the longest ${worst.milliseconds} ms (${worst.method}), at most ${Math.round(peakMemory / 1024 / 1024)} MiB`,
    );
    console.log(JSON.stringify(outcomes));
    expect(failures).toEqual([]);
    expect(calls).toBe(rounds * methodNames.length);
    expect(peakMemory).toBeLessThan(mostMemory);
    expect(outcomes.ok).toBeGreaterThan(calls / 20);
    expect(Object.keys(outcomes).length).toBeGreaterThan(8);
  },
);
