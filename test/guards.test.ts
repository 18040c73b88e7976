import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script, not a module with types
import { guards } from '../scripts/guards-table.mjs';
import { root } from './support/run-signet.ts';

interface Guard {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly off: string;
  readonly test: string;
  readonly title: string;
  readonly electron?: number;
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');

// npm run guards switches each of them off and runs its test: here it is only seen that the table still fits the sources.
describe.each(guards as readonly Guard[])('the guard “$name”', ({ file, text, off, test, title }) => {
  it('stands in its file once, and has its test', () => {
    expect(read(file).split(text)).toHaveLength(2);
    expect(off).not.toBe(text);
    expect(read(test)).toContain(title);
  });
});

it('each guard has a name of its own', () => {
  const names = (guards as readonly Guard[]).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
