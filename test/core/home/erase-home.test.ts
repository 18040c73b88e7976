import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { expect, it } from 'vitest';
import { createOpenStores } from '../../../core/keystore/open-stores.ts';
import { createVaultService } from '../../../core/services/vault-service.ts';
import { createWorkspaceService } from '../../../core/services/workspace-service.ts';
import { createVault } from '../../../core/vault/vault.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

const none = { signal: new AbortController().signal };

it('erases the vault, settings and saved work, in the middle of the work, and begins anew', async () => {
  const home = join(await temporaryFolder(), 'home');
  const vault = createVault(join(home, 'vault.json'), { passphraseCost: { N: 2, r: 1, p: 1 } });
  const service = createVaultService(vault, createOpenStores());
  const workspace = createWorkspaceService(new Conf({ cwd: home, configName: 'workspace' }));
  await service.create({ passphrase: 'x' }, none);
  await service.generate({ name: 'key', type: 'ec' }, none);
  await workspace.saveSettings({ settings: { theme: 'dark' } }, none);
  writeFileSync(join(home, 'vault.json.damaged-2026'), 'kept aside');
  expect(readdirSync(home).sort()).toEqual(['vault.json', 'vault.json.damaged-2026', 'workspace.json']);

  await service.erase({ confirm: true, vaultPassphrase: 'x' }, none);
  expect(existsSync(home)).toBe(false);
  expect(await service.status({}, none)).toMatchObject({ state: 'memory', entries: 0 });
  expect((await workspace.load({}, none)).settings).toEqual({ theme: 'system' });

  await service.generate({ name: 'in memory', type: 'ec' }, none);
  await service.erase({ confirm: true }, none);
  expect(await service.list({}, none)).toEqual([]);
  expect(existsSync(join(home, 'vault.json'))).toBe(false);
});
