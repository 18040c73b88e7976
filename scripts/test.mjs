// npm test: everything CI does. Types, lint, build, then every test; ends with a plain line of counts.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from './build-if-stale.mjs';
import { findBrowser } from './find-browser.mjs';
import { findElectron } from './find-electron.mjs';
import { findSecretService } from './find-secret-service.mjs';
import { root } from './root.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'signet-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
const remarks = [];

check('types', 'node_modules/typescript/bin/tsc', '-b');
check('layers', 'scripts/layers.mjs');
check('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings');
buildIfStale();
await test();
rmSync(scratch, { recursive: true, force: true });

for (const remark of remarks) console.log(remark);
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** One step that passes or fails as a whole. */
function check(name, script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  counts[status === 0 ? 'passed' : 'failed'] += 1;
  if (status !== 0) remarks.push(`${name}: failed`);
}

async function test() {
  const browser = findBrowser();
  const electron = findElectron({ fetch: false });
  const display = typeof electron === 'string' ? undefined : await openDisplay();
  const why =
    typeof electron === 'string'
      ? electron
      : display === undefined
        ? 'there is no display and no Xvfb'
        : undefined;
  const secretService = why === undefined && findSecretService();
  const report = join(scratch, 'report.json');
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...(browser ? { SIGNET_CHROMIUM: browser } : {}),
        ...(secretService ? { SIGNET_SECRET_SERVICE: '1' } : {}),
        ...(why === undefined
          ? { SIGNET_ELECTRON: electron.executable, DISPLAY: display.name }
          : { SIGNET_ELECTRON: '' }),
      },
    },
  );
  display?.close();
  countTests(report, status);
  remarks.push(browser ? 'browser tests: ran' : 'browser tests: skipped: no Chromium could be had');
  remarks.push(
    why === undefined ? 'Electron tests: ran' : `Electron tests: skipped: no Electron runtime (${why})`,
  );
  remarks.push(
    secretService
      ? 'keychain tests: ran'
      : 'keychain tests: skipped: no Electron, or no secret service (gnome-keyring)',
  );
}

function countTests(file, status) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    counts.passed += report.numPassedTests;
    counts.failed += report.numFailedTests;
    counts.skipped += report.numPendingTests + report.numTodoTests;
    // A file that does not even load has no tests to count.
    const broken = report.testResults.filter(
      (each) => each.status === 'failed' && each.assertionResults.length === 0,
    ).length;
    counts.failed += broken > 0 ? broken : status !== 0 && report.numFailedTests === 0 ? 1 : 0;
  } catch {
    counts.failed += 1;
    remarks.push('tests: the runner left no report');
  }
}

/** The display that is there, or an Xvfb of our own. */
async function openDisplay() {
  if (process.platform !== 'linux') return { name: '', close() {} };
  if (process.env.DISPLAY) return { name: process.env.DISPLAY, close() {} };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.once('exit', () => resolve(undefined));
    server.stdio[3].once('data', (data) => resolve(String(data).trim()));
  });
  return number === undefined ? undefined : { name: `:${number}`, close: () => server.kill() };
}
