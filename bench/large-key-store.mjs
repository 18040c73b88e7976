// A key store of 10,000 certificates in the window: how long its thread is held up while the store opens, scrolls and is searched.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/root.mjs';
import { heldUp } from './support/held-up.mjs';
import { openWindow } from './support/open-window.mjs';

const count = 10_000;

/** A JKS of one certificate under many aliases (its layout: core/keystore/jks.ts), as in test/e2e/large-store.test.ts. */
function manyCertificates() {
  const der = readFileSync(join(root, 'test/fixtures/der/leaf.cer'));
  const u32 = (value) => Buffer.from(Uint32Array.of(value).buffer).swap32();
  const text = (value) => Buffer.concat([u32(value.length).subarray(2), Buffer.from(value)]);
  const certificate = Buffer.concat([Buffer.alloc(8), text('X.509'), u32(der.length), der]);
  const entries = Array.from({ length: count }, (_, index) => [u32(2), text(`entry-${index}`), certificate]);
  const contents = Buffer.concat([u32(0xfeedfeed), u32(2), u32(count), ...entries.flat()]);
  const password = Buffer.from('changeit', 'utf16le').swap16();
  return Buffer.concat([
    contents,
    createHash('sha1').update(password).update('Mighty Aphrodite').update(contents).digest(),
  ]);
}

const file = join(mkdtempSync(join(tmpdir(), 'signet-bench-')), 'large.jks');
writeFileSync(file, manyCertificates());

const { page, close } = await openWindow();
await page.getByRole('button', { name: 'Certificates' }).click();
const main = page.getByRole('main', { name: 'Certificates' });
const list = main.getByRole('list', { name: 'Entries' });
await main.getByRole('heading', { level: 1 }).waitFor();

const print = (what, { tasks, longest }) =>
  console.log(
    `${what}: ${tasks === 0 ? 'no task over 50 ms' : `${tasks} tasks over 50 ms, the longest ${longest} ms`}`,
  );

print(
  `${count} entries opened`,
  await heldUp(page, async () => {
    await main.locator('input[type=file]').first().setInputFiles(file);
    await list.getByRole('button').first().waitFor();
  }),
);
print(
  'scrolled from end to end',
  await heldUp(page, () =>
    list.evaluate(async (element) => {
      for (let step = 0; step <= 200; step++) {
        element.scrollTo(0, (element.scrollHeight * step) / 200);
        await new Promise(requestAnimationFrame);
      }
    }),
  ),
);
print(
  'searched as typed',
  await heldUp(page, async () => {
    await main.getByPlaceholder(/^Filter/).pressSequentially('entry-4242', { delay: 30 });
    await list.getByText('entry-4242').waitFor();
  }),
);
await close();
