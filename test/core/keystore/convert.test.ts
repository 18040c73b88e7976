import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOpenStores } from '../../../core/keystore/open-stores.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { createKeystoreService } from '../../../core/services/keystore-service.ts';

const fixture = readFileSync(join(import.meta.dirname, '../../fixtures/keystores/wso2carbon.jks'));
const call = { signal: new AbortController().signal };

/** The service with the fixture open, and a folder to write into. */
async function open(chooseSavePath?: (name: string) => Promise<string | undefined>) {
  const folder = mkdtempSync(join(tmpdir(), 'signet-'));
  const service = createKeystoreService(createOpenStores(), chooseSavePath);
  const input = { name: 'wso2carbon.jks', base64: fixture.toString('base64'), password: 'wso2carbon' };
  const { store } = await service.open(input, call);
  return { folder, service, store };
}

describe('converting an open key store', () => {
  it.each(['pkcs12', 'jks', 'pem'] as const)(
    'writes its key and chain as %s, for its owner alone',
    async (to) => {
      const { folder, service, store } = await open();
      const file = join(folder, 'new');
      const answer = await service.convert({ store, to, password: 'a new password', file }, call);
      expect(answer).toMatchObject({ written: file, entries: [{ kind: 'key' }] });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const [before] = (await readKeyStore(fixture, { store: 'wso2carbon' })).entries;
      const [after] = (await readKeyStore(readFileSync(file), { store: 'a new password' })).entries;
      expect(after?.chain).toEqual(before?.chain);
      expect(Buffer.from(after?.privateKey ?? []).equals(Buffer.from(before?.privateKey ?? []))).toBe(true);
      expect(JSON.stringify(answer)).not.toContain(
        Buffer.from(before?.privateKey ?? [])
          .toString('base64')
          .slice(0, 40),
      );
    },
  );

  it('puts public keys alone into a JWK set, until told otherwise', async () => {
    const { folder, service, store } = await open();
    await service.convert({ store, to: 'jwks', file: join(folder, 'public') }, call);
    await service.convert({ store, to: 'jwks', unencrypted: true, file: join(folder, 'private') }, call);
    expect(JSON.parse(readFileSync(join(folder, 'public'), 'utf8')).keys[0]).not.toHaveProperty('d');
    expect(JSON.parse(readFileSync(join(folder, 'private'), 'utf8')).keys[0]).toHaveProperty('d');
  });

  it('asks where there is a dialog, and writes nothing when no place is chosen', async () => {
    const names: string[] = [];
    const { service, store } = await open(async (name) => void names.push(name) as undefined);
    const answer = await service.convert({ store, to: 'pkcs12', password: 'x' }, call);
    expect(answer).toEqual({ written: null, entries: [] });
    expect(names).toEqual(['wso2carbon.p12']);
  });

  it('needs a place, a password and a name that is free', async () => {
    const { folder, service, store } = await open();
    const file = join(folder, 'new.p12');
    await service.convert({ store, to: 'pkcs12', password: 'x', file: join(folder, 'control.p12') }, call);
    await expect(service.convert({ store, to: 'pkcs12', password: 'x' }, call)).rejects.toMatchObject({
      code: 'file-needed',
    });
    await expect(
      service.convert({ store, to: 'pkcs12', password: 'x', file: 'relative.p12' }, call),
    ).rejects.toMatchObject({
      code: 'file-needed',
    });
    await expect(service.convert({ store, to: 'pkcs12', file }, call)).rejects.toMatchObject({
      code: 'password-needed',
    });
    await expect(
      service.convert({ store, aliases: ['nobody'], to: 'pkcs12', password: 'x', file }, call),
    ).rejects.toMatchObject({ code: 'alias-not-found' });
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, 'mine');
    await expect(service.convert({ store, to: 'pkcs12', password: 'x', file }, call)).rejects.toMatchObject({
      code: 'file-exists',
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
