import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
// @ts-expect-error: a script, not a module with types
import { findFaults, layers, lintRules } from '../scripts/layers.mjs';
// @ts-expect-error: the same
import { root } from '../scripts/root.mjs';

type Ranks = readonly (readonly string[])[];
type Override = {
  includes: string[];
  linter: { rules: { style: { noRestrictedImports: { options: { patterns: { message: string }[] } } } } };
};

/** For each pair of folders an import from one to the other, in a project of its own that has our lint rules. */
const project = mkdtempSync(join(tmpdir(), 'signet-layers-'));
const pairs = Object.entries(layers as Record<string, Ranks>).flatMap(([process, ranks]) =>
  ranks.flatMap((rank, index) =>
    rank.flatMap((from) =>
      ranks.flatMap((others, other) =>
        others
          .filter((to) => from !== to && from !== '.')
          .map((to) => ({ process, from, to, allowed: other < index })),
      ),
    ),
  ),
);
let reported: Map<string, string[]>;

beforeAll(() => {
  for (const { process, from, to } of pairs) {
    write(`${process}/${to}/target.ts`, 'export const target = 1;\n');
    write(
      `${process}/${from}/to-${to === '.' ? 'entry' : to}.ts`,
      importing(`${process}/${from}`, `${process}/${to}/target.ts`),
    );
  }
  write('core/playground/to-electron.ts', "import { app } from 'electron';\nexport const value = app;\n");
  write('core/key/circle-a.ts', "import { b } from './circle-b.ts';\nexport const a = () => b;\n");
  write('core/key/circle-b.ts', "import { a } from './circle-a.ts';\nexport const b = () => a;\n");
  write('biome.layers.json', JSON.stringify(lintRules()));
  write(
    'biome.json',
    JSON.stringify({
      extends: ['./biome.layers.json'],
      linter: { rules: { suspicious: { noImportCycles: 'error' } } },
    }),
  );
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  reported = lint();
}, 60_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

it.each(pairs)('lint: $process/$from may import $to: $allowed', ({ process, from, to, allowed }) => {
  const rules = reported.get(`${process}/${from}/to-${to === '.' ? 'entry' : to}.ts`) ?? [];
  const jose = from === 'playground' && to === 'jose';
  expect(rules).toEqual(allowed && !jose ? [] : ['lint/style/noRestrictedImports']);
});

it('lint refuses Electron in core, and files that import each other', () => {
  expect(reported.get('core/playground/to-electron.ts')).toEqual(['lint/style/noRestrictedImports']);
  expect(reported.get('core/key/circle-a.ts')).toEqual(['lint/suspicious/noImportCycles']);
});

it('each rule says in its message what to do', () => {
  for (const { linter } of (lintRules() as { overrides: Override[] }).overrides) {
    for (const { message } of linter.rules.style.noRestrictedImports.options.patterns)
      expect(message).toMatch(/\w{3,}.*[.)]$/);
  }
});

it('the check of the imports finds one that goes up, and holds for the project', () => {
  expect(findFaults()).toEqual([]);
  const upsideDown = { ...layers, core: [...layers.core].reverse() };
  expect(findFaults(upsideDown).length).toBeGreaterThan(50);
});

function write(path: string, text: string) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

function importing(folder: string, target: string): string {
  return `import { target } from '${relative(folder, target)}';\nexport const value = target;\n`;
}

function lint(): Map<string, string[]> {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', '--reporter=json', '--max-diagnostics=none'],
    {
      cwd: project,
      encoding: 'utf8',
      maxBuffer: 1e8,
    },
  );
  const report = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string | { file: string } } }[];
  };
  const found = new Map<string, string[]>();
  for (const { category, location } of report.diagnostics) {
    const path = typeof location.path === 'string' ? location.path : location.path.file;
    found.set(path, [...(found.get(path) ?? []), category]);
  }
  return found;
}
