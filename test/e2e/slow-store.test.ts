import { describe, expect, it } from 'vitest';
import { slowStore } from '../support/slow-store.ts';
import { faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

describe.each(faces)('$name', ({ missing, open }) => {
  it.skipIf(missing)('a file that takes long says how far it is, and can be given up', async () => {
    const face = await open();
    const window = new SignetWindow(face.page);
    const certificates = await window.go('Certificates');
    const file = { name: 'slow.p12', mimeType: 'application/octet-stream', buffer: slowStore() };
    await certificates.locator('input[type=file]').first().setInputFiles(file);
    const password = certificates.getByLabel('Password of slow.p12');
    const unlock = async () => {
      await password.fill('changeit');
      await certificates.getByRole('button', { name: 'Unlock file' }).click();
    };

    await unlock();
    await certificates.getByText(/Reading the file: deriving key 1, [\d,]+ of 3,000,000/).waitFor();
    const progress = certificates.getByRole('progressbar', { name: 'Reading the file' });
    const first = Number(await progress.getAttribute('value'));
    await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(first);
    await certificates.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    expect(await certificates.getByRole('alert').count()).toBe(0);

    await unlock();
    const changed = face.page.getByRole('alertdialog', { name: 'Open slow.p12 although it was changed?' });
    await changed.getByRole('button', { name: 'Open anyway' }).click();
    await certificates.getByText('integrity check failed', { exact: true }).waitFor();
    await progress.waitFor({ state: 'detached' });
    expect(face.complaints).toEqual([]);
    await face.close();
  });
});
