import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { fixtures, scratchFolder } from '../support/run-signet.ts';
import { faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

describe.each(faces)('$name', ({ missing, open }) => {
  it.skipIf(missing)('a JKS becomes a PKCS#12 file, key and chain', async () => {
    const face = await open();
    const window = new SignetWindow(face.page);
    const certificates = await window.go('Certificates');
    await certificates
      .locator('input[type=file]')
      .setInputFiles(join(fixtures, 'keystores', 'wso2carbon.jks'));
    await certificates.getByLabel('Password of wso2carbon.jks').fill('wso2carbon');
    await certificates.getByRole('button', { name: 'Unlock file' }).click();
    await certificates.getByRole('button', { name: 'Convert' }).click();

    const dialog = face.page.getByRole('dialog', { name: 'Convert wso2carbon.jks' });
    const file = join(scratchFolder(), 'new.p12');
    await dialog.getByLabel('New password', { exact: true }).fill('changed');
    await dialog.getByLabel('New password again').fill('not the same');
    await dialog.getByRole('button', { name: 'Convert' }).click();
    await dialog.getByText(/the two are not the same/i).waitFor();
    expect(existsSync(file)).toBe(false);
    await dialog.getByLabel('New password again').fill('changed');
    const saved = await face.saveTo(file);
    await dialog.getByRole('button', { name: 'Convert' }).click();
    await saved();
    await dialog.getByText(face.app ? `Written: ${file}` : 'Downloaded by your browser').waitFor();
    expect(await dialog.getByLabel('New password', { exact: true }).inputValue()).toBe('');

    const store = await readKeyStore(readFileSync(file), { store: 'changed' });
    expect(store).toMatchObject({
      format: 'pkcs12',
      integrity: 'ok',
      entries: [{ alias: 'wso2carbon', kind: 'key' }],
    });
    expect(face.complaints).toEqual([]);
    await face.close();
  });
});
