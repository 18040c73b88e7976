import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
// @ts-expect-error: a script, not a module with types
import { guards } from '../scripts/guards-table.mjs';
import { root } from './support/run-signet.ts';

const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** The rows of the table below a heading, as cells. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  return (section.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The tests that a cell names: whole paths, or the name of one beside the test before it. */
function testsIn(cell: string): readonly string[] {
  let folder = '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => {
    const path = name.includes('/') ? name : join(folder, name);
    folder = path.endsWith('.ts') || path.endsWith('.tsx') ? dirname(path) : path;
    return path;
  });
}

const promises = rowsBelow('What is promised, and which test holds it').map((cells) => cells.at(-1) ?? '');
const checklist = rowsBelow('Electron’s security checklist');

it('every promise names tests, and they exist', () => {
  expect(promises.length).toBeGreaterThan(30);
  for (const cell of promises) {
    const tests = testsIn(cell);
    expect(tests, cell).not.toEqual([]);
    for (const test of tests) {
      expect(existsSync(join(root, test)), test).toBe(true);
      expect(statSync(join(root, test)).isDirectory() || /\.test\.tsx?$/.test(test), test).toBe(true);
    }
  }
});

it('Electron’s checklist has its twenty items, and the tests of the guards beside them', () => {
  expect(checklist.map(([number]) => Number(number))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  const guarded = (guards as { electron?: number; test: string }[]).filter(
    ({ electron }) => electron !== undefined,
  );
  for (const [number, , , cell = ''] of checklist) {
    const tests = guarded.filter(({ electron }) => electron === Number(number)).map(({ test }) => test);
    expect([number, [...testsIn(cell)].sort()]).toEqual([number, [...new Set(tests)].sort()]);
  }
  // A release workflow watches Electron's own version.
  expect(checklist.filter((cells) => cells.at(-1) === '').map(([number]) => number)).toEqual(['16']);
});
