import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/run-signet.ts';
import { faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

const passphrase = 'a passphrase for this test alone';

describe.each(faces)('work survives a restart, in the $name', (kind) => {
  it.skipIf(kind.missing !== undefined)('the key behind its passphrase, the draft at once', async () => {
    const home = scratchFolder();
    const first = await kind.open(home);
    const before = new SignetWindow(first.page);
    await before.generateKey('kept key');
    await first.page.getByRole('button', { name: /^Vault: Memory only/ }).click();
    const creating = first.page.getByRole('dialog', { name: 'Create vault' });
    await creating.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await creating.getByLabel('Passphrase again').fill(passphrase);
    await creating.getByRole('button', { name: 'Create vault' }).click();
    await first.page.getByRole('button', { name: 'Vault: Unlocked' }).waitFor();
    const compose = await before.go('Compose');
    await compose.getByLabel('Issuer (iss)').fill('a-client-of-mine');
    await compose.getByRole('button', { name: 'x5t#S256', exact: true }).click();
    const saved = join(home, 'workspace.json');
    await expect
      .poll(() => (existsSync(saved) ? readFileSync(saved, 'utf8') : ''))
      .toMatch(/a-client-of-mine[\s\S]*x5t#S256/);
    await first.close();

    const second = await kind.open(home);
    const after = new SignetWindow(second.page);
    const reopened = await after.go('Compose');
    await expect.poll(() => reopened.getByLabel('Issuer (iss)').inputValue()).toBe('a-client-of-mine');
    await expect
      .poll(() =>
        second.page.getByRole('button', { name: 'x5t#S256', exact: true }).getAttribute('aria-pressed'),
      )
      .toBe('true');
    await second.page.getByRole('button', { name: 'Vault: Locked' }).click();
    const unlocking = second.page.getByRole('dialog', { name: 'Unlock vault' });
    await unlocking.getByLabel('Passphrase').fill('not it');
    await unlocking.getByRole('button', { name: 'Unlock vault' }).click();
    await unlocking.getByRole('alert').waitFor();
    await unlocking.getByLabel('Passphrase').fill(passphrase);
    await unlocking.getByRole('button', { name: 'Unlock vault' }).click();
    await second.page.getByRole('button', { name: 'Vault: Unlocked' }).waitFor();
    const keys = await after.go('Keys');
    await keys.getByText('kept key').first().waitFor();
    await second.close();

    for (const file of ['vault.json', 'workspace.json']) {
      const text = readFileSync(join(home, file), 'utf8');
      expect(text).not.toContain(passphrase);
      expect(text).not.toMatch(/PRIVATE KEY|eyJ[\w-]+\.[\w-]+\./);
    }
  });
});
