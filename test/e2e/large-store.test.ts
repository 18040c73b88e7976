import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';
import { type Face, loopbackFace } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

const count = 10_000;

/** A JKS key store of trusted certificates, one certificate under many names (its layout: core/keystore/read/jks.ts). */
function manyCertificates(password: string): Buffer {
  const der = readFileSync(join(fixtures, 'der', 'leaf.cer'));
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const text = (value: string) => Buffer.concat([u32(value.length).subarray(2), Buffer.from(value)]);
  const created = Buffer.alloc(8);
  created.writeBigUInt64BE(1_700_000_000_000n);
  const certificate = [created, text('X.509'), u32(der.length), der];
  const contents = Buffer.concat([
    u32(0xfeedfeed),
    u32(2),
    u32(count),
    ...Array.from({ length: count }, (_, index) => [u32(2), text(aliasOf(index)), ...certificate]).flat(),
  ]);
  const digest = createHash('sha1').update(Buffer.from(password, 'utf16le').swap16());
  return Buffer.concat([contents, digest.update('Mighty Aphrodite').update(contents).digest()]);
}

const aliasOf = (index: number) => `entry-${String(index).padStart(5, '0')}`;

/** The trust store of the JDK whose keytool this is. */
function findCacerts(): string | undefined {
  if (!hasTool('keytool')) return undefined;
  const { stderr } = spawnSync('java', ['-XshowSettings:properties', '-version'], { encoding: 'utf8' });
  const home = /java\.home = (.*)/.exec(stderr)?.[1]?.trim();
  const file = join(home ?? '', 'lib', 'security', 'cacerts');
  if (home !== undefined && existsSync(file)) return realpathSync(file);
  console.log('skipped: the JDK has no cacerts');
  return undefined;
}

const cacerts = findCacerts();

describe.skipIf(loopbackFace.missing)('a large key store', () => {
  let face: Face;
  let page: Locator;
  beforeAll(async () => {
    face = await loopbackFace.open();
    page = await new SignetWindow(face.page).go('Certificates');
  });
  afterAll(() => face?.close());

  const entries = () => page.getByRole('list', { name: 'Entries' });
  const rows = () => entries().getByRole('button');
  const openStore = (name: string, buffer: Buffer) =>
    page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

  it(`of ${count} entries opens, and draws only those in view`, async () => {
    await openStore('large.jks', manyCertificates('changeit'));
    await page.getByPlaceholder('Filter 10,000 entries').waitFor();
    await rows().first().waitFor();
    expect(await rows().count()).toBeLessThan(100);
    expect(await rows().first().textContent()).toContain(aliasOf(0));
  });

  it('scrolls to its end and to its middle', async () => {
    await entries().evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await entries()
      .getByText(aliasOf(count - 1))
      .waitFor();
    await entries().evaluate((list) => list.scrollTo(0, list.scrollHeight / 2));
    await entries()
      .getByText(aliasOf(count / 2))
      .waitFor();
    expect(await rows().count()).toBeLessThan(100);
  });

  it('is gone through with the keyboard, and the chosen entry is shown', async () => {
    await entries().evaluate((list) => list.scrollTo(0, 0));
    await rows().first().click();
    await face.page.keyboard.press('End');
    await page.getByRole('region', { name: aliasOf(count - 1) }).waitFor();
    await face.page.keyboard.press('ArrowUp');
    await page.getByRole('region', { name: aliasOf(count - 2) }).waitFor();
    const focused = await face.page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toContain(aliasOf(count - 2));
    await face.page.keyboard.press('Home');
    await page.getByRole('region', { name: aliasOf(0) }).waitFor();
  });

  it('keeps its last row above the status bar, and makes the page no longer', async () => {
    await rows().first().click();
    await face.page.keyboard.press('End');
    await page.getByRole('region', { name: aliasOf(count - 1) }).waitFor();
    const places = await face.page.evaluate(() => ({
      row: document.activeElement?.getBoundingClientRect().bottom ?? 0,
      bar: document.querySelector('.status-bar')?.getBoundingClientRect().top ?? 0,
      pages: (document.querySelector('main')?.scrollHeight ?? 0) / window.innerHeight,
    }));
    expect(places.row).toBeLessThanOrEqual(places.bar);
    expect(places.pages).toBeLessThan(3);
  });

  it('is searched as one types', async () => {
    const filter = page.getByPlaceholder('Filter 10,000 entries');
    await filter.fill('0424');
    await page.getByText('11 of 10,000').waitFor();
    await filter.fill(aliasOf(4242));
    await expect.poll(() => rows().count()).toBe(1);
    await rows().first().click();
    await page.getByRole('region', { name: aliasOf(4242) }).waitFor();
    await page.getByRole('region', { name: 'Extensions' }).waitFor();
    await filter.fill('nowhere');
    await page.getByText('Nothing is called that.').waitFor();
  });

  it.skipIf(cacerts === undefined)('the JDK’s own trust store is listed entirely', async () => {
    const listing = spawnSync('keytool', ['-list', '-cacerts', '-storepass', 'changeit'], {
      encoding: 'utf8',
    }).stdout;
    const expected = Number(/contains (\d+) entr/.exec(listing)?.[1]);
    expect(expected).toBeGreaterThan(0);
    await openStore('cacerts', readFileSync(cacerts ?? ''));
    await page.getByPlaceholder(`Filter ${expected} entries`).waitFor();
    await rows().first().click();
    await face.page.keyboard.press('End');
    const last = entries().locator('[aria-pressed="true"]');
    await last.waitFor();
    const row = last.locator('xpath=ancestor::li');
    expect(await row.getAttribute('aria-posinset')).toBe(String(expected));
    expect(await row.getAttribute('aria-setsize')).toBe(String(expected));
  });

  it('nothing broke the content security policy or threw', () => {
    expect(face.complaints).toEqual([]);
  });
});
