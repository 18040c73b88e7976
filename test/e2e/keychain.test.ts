import { describe, expect, it } from 'vitest';
import { unwrap } from '../../shared/base/result.ts';
import type { Client } from '../../shared/contract/contract.ts';
import { runSignet, scratchFolder } from '../support/run-signet.ts';
import { answerQuestions, desktopFace, type Face } from './support/face.ts';
import { secretServiceMissing, startSecretService } from './support/secret-service.ts';
import { clientOf } from './support/window-client.ts';

const missing = desktopFace.missing ?? secretServiceMissing;
if (missing) console.log(`skipped: the keychain of the desktop face: ${missing}`);

/** A session of a Linux on which no secret service runs. */
const noService = { DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_CURRENT_DESKTOP: '' };
const passphrase = 'a passphrase of the tests';

async function within<T>(
  home: string,
  env: Record<string, string>,
  act: (client: Client, face: Face) => Promise<T>,
) {
  const face = await desktopFace.open(home, env);
  try {
    return await act(clientOf(face), face);
  } finally {
    await face.close();
  }
}

describe.skipIf(missing)('the keychain of the desktop face, against gnome-keyring', () => {
  it('opens the vault again after a restart; another keychain, or none, does not, and loses nothing', async () => {
    const service = await startSecretService();
    const other = await startSecretService();
    const home = scratchFolder();

    const made = await within(home, service.env, async (client) => {
      expect(unwrap(await client.vault.status({})).keychain).toEqual({ state: 'available' });
      expect(unwrap(await client.vault.create({ keychain: true }))).toMatchObject({
        state: 'unlocked',
        slots: [{ kind: 'keychain', here: true }],
      });
      return unwrap(await client.vault.generate({ name: 'kept', type: 'ec' }));
    });
    const unlock = (env: Record<string, string>) =>
      within(home, env, async (client) => {
        const unlocked = await client.vault.unlock({});
        const entries = unwrap(await client.vault.list({}));
        expect(entries.map(({ id }) => id)).toEqual([made.id]);
        if (!unlocked.ok) return unlocked.error.code;
        const signed = await client.jose.sign({ entry: made.id, header: '{"alg":"ES256"}', claims: '{}' });
        return signed.ok ? 'signed' : signed.error.code;
      });

    expect(await unlock(service.env)).toBe('signed');
    expect(await unlock(other.env)).toBe('keychain-changed');
    expect(await unlock(noService)).toBe('keychain-unavailable');
    expect(await unlock(service.env)).toBe('signed');
    await service.close();
    await other.close();
  });

  it('shares the vault with the command by a passphrase', async () => {
    const service = await startSecretService();
    const home = scratchFolder();
    await within(home, service.env, async (client) => {
      unwrap(await client.vault.create({ keychain: true }));
      unwrap(await client.vault.generate({ name: 'of the desktop', type: 'ec' }));
    });
    const signet = (...args: string[]) =>
      runSignet([...args, '--json'], { env: { SIGNET_HOME: home, SIGNET_PASSPHRASE: passphrase } });
    // Without a passphrase slot the command cannot open it, and says what to do.
    const refused = await signet('sign', '--vault', 'of the desktop', '--claims', '{}');
    expect(refused.status).toBe(2);
    expect(refused.json()).toMatchObject({
      error: { code: 'keychain-unavailable', hint: expect.any(String) },
    });

    await within(home, service.env, async (client, face) => {
      unwrap(await client.vault.unlock({}));
      if (!face.app) throw new Error('the desktop app has a main process');
      await answerQuestions(face.app, 'Cancel');
      expect(await client.vault.addPassphrase({ passphrase })).toMatchObject({
        ok: false,
        error: { code: 'cancelled' },
      });
      const asked = await answerQuestions(face.app, 'Add passphrase');
      unwrap(await client.vault.addPassphrase({ passphrase }));
      expect(await asked()).toEqual([expect.stringContaining('Add a passphrase to the vault?')]);
    });
    expect((await signet('sign', '--vault', 'of the desktop', '--claims', '{}')).status).toBe(0);
    expect((await signet('vault', 'generate', 'of the command', '--type', 'ec')).status).toBe(0);

    await within(home, service.env, async (client) => {
      unwrap(await client.vault.unlock({}));
      const entries = unwrap(await client.vault.list({}));
      expect(entries.map(({ name }) => name).toSorted()).toEqual(['of the command', 'of the desktop']);
    });
    await service.close();
  });

  it('counts basic_text as no keychain', async () => {
    const service = await startSecretService();
    await within(scratchFolder(), service.env, async (client) =>
      expect((await client.vault.create({ keychain: true })).ok).toBe(true),
    );
    await service.close();
    await within(scratchFolder(), noService, async (client) => {
      expect(unwrap(await client.vault.status({}))).toMatchObject({
        state: 'memory',
        keychain: { state: 'basic-text' },
      });
      expect(await client.vault.create({ keychain: true })).toMatchObject({
        ok: false,
        error: { code: 'keychain-unavailable' },
      });
      expect(unwrap(await client.vault.status({})).state).toBe('memory');
    });
  });
});
