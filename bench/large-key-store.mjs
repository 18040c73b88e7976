// A key store of 10,000 certificates in the window: how long its thread is held up while the store opens, scrolls and is searched.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/root.mjs';
import { openWindow, reportHeldUp, watchFrames } from './support/window.mjs';

const count = 10_000;

/** A JKS of one certificate under many aliases (its layout: core/keystore/read/jks.ts), as in test/e2e/large-store.test.ts. */
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

const { page, main, go, close } = await openWindow();
await go('Certificates');
const certificates = main('Certificates');
const list = certificates.getByRole('list', { name: 'Entries' });
await certificates.getByRole('heading', { level: 1 }).waitFor();
await watchFrames(page);

await reportHeldUp(page, `${count} entries opened`, async () => {
  await certificates.locator('input[type=file]').first().setInputFiles(file);
  await list.getByRole('button').first().waitFor();
});
await reportHeldUp(page, 'scrolled from end to end', () =>
  list.evaluate(async (element) => {
    for (let step = 0; step <= 200; step++) {
      element.scrollTo(0, (element.scrollHeight * step) / 200);
      await new Promise(requestAnimationFrame);
    }
  }),
);
await reportHeldUp(page, 'searched as typed', async () => {
  await certificates.getByPlaceholder(/^Filter/).pressSequentially('entry-4242', { delay: 30 });
  await list.getByText('entry-4242').waitFor();
});
await close();
