import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';
import { type Face, faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

const passphrase = 'correct horse battery';
const filePassword = 'a password for the file';
const backupPassphrase = 'staple for the backup';
const hasOpenssl = hasTool('openssl');
if (!hasOpenssl) console.log('skipped: no openssl to read the exported key with');

describe.each(faces)('the vault, in the $name', (kind) => {
  let face: Face;
  let window: SignetWindow;
  beforeAll(async () => {
    if (kind.missing) return;
    face = await kind.open();
    window = new SignetWindow(face.page);
    await window.generateKey('kept key');
  });
  afterAll(() => face?.close());

  const itRuns = it.skipIf(kind.missing !== undefined);
  const dialog = (name: string) => face.page.getByRole('dialog', { name });
  const chip = (words: RegExp) => face.page.getByRole('button', { name: words });
  const rows = () => window.main('Keys').getByRole('list', { name: 'Vault entries' }).getByRole('button');
  const row = (name: string) => rows().filter({ hasText: name });
  const vaultFile = () => join(face.home, 'vault.json');

  async function unlock(typed: string): Promise<void> {
    await dialog('Unlock vault').getByLabel('Passphrase').fill(typed);
    await dialog('Unlock vault').getByRole('button', { name: 'Unlock vault' }).click();
  }

  itRuns('is made under a passphrase, and holds what memory held', async () => {
    const keys = await window.go('Keys');
    await keys.getByText('1 entry is in memory only').waitFor();
    await chip(/^Vault: Memory only/).click();
    const create = dialog('Create vault');
    await create.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await create.getByLabel('Passphrase again').fill(passphrase);
    await create.getByRole('button', { name: 'Create vault' }).click();
    await chip(/^Vault: Unlocked/).waitFor();
    await keys.getByText('1 entry is in memory only').waitFor({ state: 'detached' });
    expect(readFileSync(vaultFile(), 'utf8')).toContain('kept key');
  });

  itRuns('lets a private key out, encrypted, once it was confirmed', async () => {
    const file = join(scratchFolder(), 'kept.key.pem');
    const keys = await window.go('Keys');
    await keys.getByRole('button', { name: 'Export private key' }).click();
    const form = dialog('Export private key');
    await form.getByLabel('Password of the file', { exact: true }).fill(filePassword);
    await form.getByLabel('Password of the file again').fill(filePassword);
    const saved = await face.saveTo(file);
    await form.getByRole('button', { name: 'Export', exact: true }).click();
    const confirm = face.page.getByRole('alertdialog');
    await confirm.waitFor();
    expect(existsSync(file)).toBe(false);
    await confirm.getByLabel('Vault passphrase').fill(passphrase);
    await confirm.getByRole('button', { name: 'Export private key' }).click();
    await saved();
    await form.getByText(face.app ? `Written: ${file}` : 'Downloaded by your browser').waitFor();
    await form.getByRole('button', { name: 'Close' }).last().click();

    expect(readFileSync(file, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    // A download has the modes that the browser gives it.
    if (face.app && process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    if (!hasOpenssl) return;
    const read = spawnSync(
      'openssl',
      ['pkey', '-in', file, '-passin', `pass:${filePassword}`, '-pubout', '-outform', 'DER'],
      { encoding: 'buffer' },
    );
    expect(read.status).toBe(0);
    const { entries } = JSON.parse(readFileSync(vaultFile(), 'utf8')) as { entries: { publicKey: string }[] };
    expect(read.stdout.toString('base64')).toBe(entries[0]?.publicKey);
  });

  itRuns('is locked, refuses a wrong passphrase, and opens by the right one', async () => {
    await chip(/^Vault: Unlocked/).click();
    await dialog('Vault').getByRole('button', { name: 'Lock vault' }).click();
    await chip(/^Vault: Locked/).waitFor();
    // Whatever changes the vault asks to unlock it first, and goes on then.
    const keys = await window.go('Keys');
    await keys.getByRole('button', { name: 'Rename' }).click();
    await unlock('not the passphrase');
    await dialog('Unlock vault').getByRole('alert').waitFor();
    expect(await dialog('Unlock vault').getByLabel('Passphrase').inputValue()).toBe('');
    await unlock(passphrase);
    const rename = dialog('Rename kept key');
    await rename.getByLabel('Name').fill('renamed key');
    await rename.getByRole('button', { name: 'Rename' }).click();
    await keys.getByRole('heading', { name: 'renamed key' }).waitFor();
  });

  itRuns('takes tags and a note, by which an entry is found', async () => {
    await window.generateKey('another key');
    const keys = window.main('Keys');
    await keys.getByRole('textbox', { name: 'Tags' }).fill('production');
    await keys.getByRole('button', { name: 'Save', exact: true }).click();
    await keys.getByText('#production').waitFor();
    await expect.poll(() => rows().count()).toBe(2);
    await keys.getByLabel('Filter vault entries').fill('production');
    await expect.poll(() => rows().count()).toBe(1);
    await keys.getByLabel('Filter vault entries').fill('');
  });

  itRuns('brings back what was removed', async () => {
    const keys = await window.go('Keys');
    await row('another key').click();
    await keys.getByRole('button', { name: 'Remove', exact: true }).click();
    await keys.getByText('another key is removed').waitFor();
    expect(await keys.getByRole('heading', { name: 'another key' }).count()).toBe(0);
    await keys.getByRole('button', { name: 'Undo' }).click();
    await keys.getByRole('heading', { name: 'another key' }).waitFor();
  });

  itRuns('shows what the command adds, without being asked', async () => {
    const keys = await window.go('Keys');
    const env = { SIGNET_HOME: face.home, SIGNET_PASSPHRASE: passphrase };
    const run = await runSignet(['vault', 'generate', 'by command', '--type', 'ed25519'], { env });
    expect(run.stderr).toBe('');
    await row('by command').waitFor();
    await row('by command').click();
    await keys.getByRole('button', { name: 'Remove', exact: true }).click();
    await keys.getByText('by command is removed').waitFor();
  });

  itRuns('is rescued when its file was damaged', async () => {
    const whole = readFileSync(vaultFile(), 'utf8');
    expect(whole).toContain('"another key"');
    writeFileSync(vaultFile(), whole.replace('"another key"', '"an other key"'));
    await chip(/^Vault: Damaged/).click();
    const rescue = dialog('Rescue vault');
    await rescue.getByLabel('Passphrase').fill(passphrase);
    await rescue.getByRole('button', { name: 'Rescue vault' }).click();
    await rescue.getByText(/Lost: an other key/).waitFor();
    await rescue.getByRole('button', { name: 'Close' }).last().click();
    await row('renamed key').waitFor();
    await window.generateKey('another key');
  });

  itRuns('a page that is longer than the window scrolls, the window does not', async () => {
    await window.go('Keys');
    const [page, inside] = await face.page.evaluate(() => [
      document.documentElement.scrollHeight - innerHeight,
      Math.max(...[...document.querySelectorAll('main')].map((main) => main.scrollHeight)) - innerHeight,
    ]);
    expect(inside).toBeGreaterThan(0);
    expect(page).toBe(0);
  });

  itRuns('changes its passphrase', async () => {
    const settings = await window.go('Settings');
    await settings.getByRole('button', { name: 'Change passphrase' }).click();
    const change = dialog('Change passphrase');
    await change.getByLabel('Present passphrase').fill(passphrase);
    await change.getByLabel('New passphrase', { exact: true }).fill(`${passphrase} 2`);
    await change.getByLabel('New passphrase again').fill(`${passphrase} 2`);
    await change.getByRole('button', { name: 'Change passphrase' }).click();
    await change.waitFor({ state: 'detached' });
    await settings.getByRole('button', { name: 'Lock vault' }).click();
    await chip(/^Vault: Locked/).click();
    await unlock(passphrase);
    await dialog('Unlock vault').getByRole('alert').waitFor();
    await unlock(`${passphrase} 2`);
    await chip(/^Vault: Unlocked/).waitFor();
  });

  itRuns('is backed up, erased, and restored', async () => {
    const file = join(scratchFolder(), 'vault.backup');
    const settings = await window.go('Settings');
    await settings.getByRole('button', { name: 'Back up' }).click();
    const backup = dialog('Back up vault');
    await backup.getByLabel('Passphrase of the backup', { exact: true }).fill(backupPassphrase);
    await backup.getByLabel('Passphrase of the backup again').fill(backupPassphrase);
    await backup.getByLabel('Vault passphrase').fill(`${passphrase} 2`);
    const saved = await face.saveTo(file);
    await backup.getByRole('button', { name: 'Back up' }).click();
    await saved();
    await backup.getByText(face.app ? `Written: ${file}` : 'Downloaded by your browser').waitFor();
    await backup.getByRole('button', { name: 'Close' }).last().click();
    expect(readFileSync(file, 'utf8')).not.toContain('another key');

    await settings.getByRole('button', { name: 'Erase everything' }).click();
    const erase = dialog('Erase everything');
    await erase.getByLabel(/^Type/).fill('erase everything');
    await erase.getByLabel('Vault passphrase').fill(`${passphrase} 2`);
    await erase.getByRole('button', { name: 'Erase everything' }).click();
    await chip(/^Vault: Memory only/).waitFor();
    expect(existsSync(vaultFile())).toBe(false);

    const anew = await window.go('Settings');
    await anew.getByRole('button', { name: 'Restore backup' }).click();
    const restore = dialog('Restore backup');
    await restore.locator('input[type=file]').setInputFiles(file);
    await restore.getByLabel('Passphrase of the backup').fill(backupPassphrase);
    await restore.getByRole('button', { name: 'Restore', exact: true }).click();
    await restore.getByText('2 entries are restored').waitFor();
    await restore.getByRole('button', { name: 'Close' }).last().click();
    await window.go('Keys');
    await row('renamed key').waitFor();
    await row('another key').waitFor();
  });

  itRuns('nothing broke the content security policy or threw', () => {
    expect(face.complaints).toEqual([]);
  });
});
