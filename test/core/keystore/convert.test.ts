import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOpenStores } from '../../../core/keystore/open-stores.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { createKeystoreService } from '../../../core/services/keystore-service.ts';
import { MemoryOutlet } from '../../fakes/memory-outlet.ts';

const fixture = readFileSync(join(import.meta.dirname, '../../fixtures/keystores/wso2carbon.jks'));
const call = { signal: new AbortController().signal };

/** The service with the fixture open. */
async function open(outlet = new MemoryOutlet({ passesWindow: false })) {
  const service = createKeystoreService(createOpenStores(), outlet);
  const input = { name: 'wso2carbon.jks', base64: fixture.toString('base64'), password: 'wso2carbon' };
  const { store } = await service.open(input, call);
  return { outlet, service, store };
}

describe('converting an open key store', () => {
  it.each([
    ['pkcs12', 'p12'],
    ['jks', 'jks'],
    ['pem', 'pem'],
  ] as const)('makes a file of its key and chain: %s', async (to, ending) => {
    const { outlet, service, store } = await open();
    const answer = await service.convert({ store, to, password: 'a new password' }, call);
    const name = `wso2carbon.${ending}`;
    expect(answer).toMatchObject({ written: `/chosen/${name}`, entries: [{ kind: 'key' }] });
    const [before] = (await readKeyStore(fixture, { store: 'wso2carbon' })).entries;
    const [after] = (await readKeyStore(outlet.file(name), { store: 'a new password' })).entries;
    expect(after?.chain).toEqual(before?.chain);
    expect(Buffer.from(after?.privateKey ?? []).equals(Buffer.from(before?.privateKey ?? []))).toBe(true);
    expect(JSON.stringify(answer)).not.toContain(
      Buffer.from(before?.privateKey ?? [])
        .toString('base64')
        .slice(0, 40),
    );
  });

  it('puts public keys alone into a JWK set, until told otherwise', async () => {
    const { outlet, service, store } = await open();
    const keys = () => JSON.parse(outlet.file('wso2carbon.json').toString()).keys[0];
    await service.convert({ store, to: 'jwks' }, call);
    expect(keys()).not.toHaveProperty('d');
    await service.convert({ store, to: 'jwks', unencrypted: true }, call);
    expect(keys()).toHaveProperty('d');
  });

  it.each(['jwks', 'pem'] as const)('gives a browser no private key as it is: %s', async (to) => {
    const { service, store, outlet } = await open(new MemoryOutlet({ passesWindow: true }));
    expect(await service.convert({ store, to, password: 'a new password' }, call)).toMatchObject({
      written: null,
      download: expect.stringMatching(/^\/download\/wso2carbon\./),
    });
    outlet.files.clear();
    await expect(service.convert({ store, to, unencrypted: true }, call)).rejects.toMatchObject({
      code: 'encryption-needed',
    });
    expect(outlet.files.size).toBe(0);
  });

  it('makes nothing when no place is chosen', async () => {
    const { service, store, outlet } = await open();
    outlet.choosesPlace = false;
    const answer = await service.convert({ store, to: 'pkcs12', password: 'x' }, call);
    expect(answer).toEqual({ written: null, entries: [], warnings: [] });
  });

  it('needs a password and an alias that is there, and somewhere for the file to go', async () => {
    const { service, store, outlet } = await open();
    const whole = { store, to: 'pkcs12', password: 'x' } as const;
    await service.convert(whole, call);
    outlet.files.clear();
    await expect(service.convert({ store, to: 'pkcs12' }, call)).rejects.toMatchObject({
      code: 'password-needed',
    });
    await expect(service.convert({ ...whole, aliases: ['nobody'] }, call)).rejects.toMatchObject({
      code: 'alias-not-found',
    });
    expect(outlet.files.size).toBe(0);
    const homeless = createKeystoreService(createOpenStores());
    const input = { name: 'a.jks', base64: fixture.toString('base64'), password: 'wso2carbon' };
    const opened = await homeless.open(input, call);
    await expect(homeless.convert({ ...whole, store: opened.store }, call)).rejects.toMatchObject({
      code: 'file-needed',
    });
  });
});
