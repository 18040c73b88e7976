// npm run guards: switches off every guard of guards-table.mjs in turn, in a copy of the checkout, and expects the test that
// is named beside it to fail. With arguments: only the guards whose name or file holds one of them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guards } from './guards-table.mjs';
import { root } from './root.mjs';
import { setUpTestTools } from './test-tools.mjs';

/** What a checkout holds besides its sources. */
const apart = ['node_modules', '.git', 'dist', 'release'];
const wanted = process.argv.slice(2);
const chosen = guards.filter(
  ({ name, file }) => wanted.length === 0 || wanted.some((word) => `${name} ${file}`.includes(word)),
);

const copy = mkdtempSync(join(tmpdir(), 'signet-guards-'));
const passing = new Map();
let isBuilt = false;
const tools = await setUpTestTools();
try {
  cpSync(root, copy, { recursive: true, filter: (path) => !apart.some((each) => path === join(root, each)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  build();
  const results = chosen.map(check);
  const count = (verdict) => results.filter((each) => each === verdict).length;
  console.log(`${count('bitten')} bitten, ${count('not bitten')} not bitten, ${count('not run')} not run`);
  process.exitCode = count('bitten') === results.length && results.length > 0 ? 0 : 1;
} finally {
  tools.close();
  rmSync(copy, { recursive: true, force: true });
}

function check(guard) {
  const { verdict, why } = tryOff(guard);
  console.log(
    `${verdict.padEnd(10)}  ${guard.name}  (${guard.file}; ${guard.test}: ${guard.title})${why ? `: ${why}` : ''}`,
  );
  return verdict;
}

function tryOff(guard) {
  const path = join(copy, guard.file);
  const source = readFileSync(path, 'utf8');
  const times = source.split(guard.text).length - 1;
  if (times !== 1) return { verdict: 'not bitten', why: `its text stands ${times} times in the file` };
  if (guard.built) build();
  const on = runOn(guard);
  if (on.failed > 0 || on.broken) return { verdict: 'not bitten', why: 'the test fails with the guard on' };
  if (on.passed === 0) return { verdict: 'not run', why: 'the test does not run here' };
  try {
    writeFileSync(
      path,
      source.replace(guard.text, () => guard.off),
    );
    isBuilt = false;
    if (guard.built && !build())
      return { verdict: 'not bitten', why: 'it does not build with the guard off' };
    const off = run(guard);
    // A file that no longer loads, or a set-up that fails, is no test that noticed.
    return off.failed > 0
      ? { verdict: 'bitten' }
      : { verdict: 'not bitten', why: off.broken ? 'only its set-up fails' : '' };
  } finally {
    writeFileSync(path, source);
    isBuilt = false;
  }
}

/** Runs the named test alone. */
function run({ test, title, within }) {
  const report = join(copy, 'guards-report.json');
  rmSync(report, { force: true });
  const pattern = [...(within ? [within] : []), title].map(toPattern).join('.*');
  const { status } = spawnSync(
    process.execPath,
    [
      join(copy, 'node_modules/vitest/vitest.mjs'),
      'run',
      test,
      '-t',
      pattern,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: copy, env: tools.env, stdio: 'ignore', timeout: 10 * 60_000 },
  );
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const assertions = testResults.flatMap((each) => each.assertionResults);
    const count = (state) => assertions.filter((each) => each.status === state).length;
    return {
      passed: count('passed'),
      failed: count('failed'),
      broken: status !== 0 && count('failed') === 0,
    };
  } catch {
    return { passed: 0, failed: 0, broken: true };
  }
}

/** A title as a regular expression: `%s` and its like stand for anything. */
function toPattern(title) {
  return title
    .split(/%[sjdif]/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
}

/** With every guard on. Several guards may have one test. */
function runOn(guard) {
  const key = [guard.test, guard.within, guard.title].join('\n');
  const known = passing.get(key) ?? run(guard);
  passing.set(key, known);
  return known;
}

/** Builds the copy as it stands, unless that was done. */
function build() {
  if (isBuilt) return true;
  const vite = join(copy, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'error'], {
    cwd: copy,
    stdio: 'ignore',
  });
  isBuilt = status === 0;
  return isBuilt;
}
