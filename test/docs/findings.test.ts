import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findingKinds } from '../../shared/jwt/finding-kinds.ts';
import { findingsPage } from './findings-page.ts';

const page = new URL('../../docs/findings.md', import.meta.url).pathname;

it('docs/findings.md is in step with the catalogue (npm run docs writes it)', async () => {
  // Where there is no file, the snapshot would be written and the test could not fail.
  expect(existsSync(page)).toBe(true);
  await expect(findingsPage()).toMatchFileSnapshot(page);
});

it('has a row for each code', () => {
  for (const code of Object.keys(findingKinds)) expect(findingsPage()).toContain(`| \`${code}\` |`);
});
