// npm test: everything CI does. Types, lint, build, then every test; ends with a plain line of counts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from './build-if-stale.mjs';
import { root } from './root.mjs';
import { setUpTestTools } from './test-tools.mjs';

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
  const tools = await setUpTestTools();
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
    { cwd: root, stdio: 'inherit', env: tools.env },
  );
  tools.close();
  countTests(report, status);
  remarks.push(...tools.remarks);
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
