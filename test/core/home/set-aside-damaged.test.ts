import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setAsideDamaged } from '../../../core/home/document-file.ts';

it('leaves a whole file, and moves a damaged one aside with all that is in it', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'signet-')), 'workspace.json');
  expect(setAsideDamaged(file)).toBeUndefined();
  writeFileSync(file, '{"settings":{"theme":"dark"}}');
  expect(setAsideDamaged(file)).toBeUndefined();
  expect(existsSync(file)).toBe(true);
  writeFileSync(file, '{"settings":{"theme');
  const aside = setAsideDamaged(file);
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(aside ?? '', 'utf8')).toBe('{"settings":{"theme');
});
