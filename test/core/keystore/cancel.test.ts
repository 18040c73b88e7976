import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOpenStores } from '../../../core/keystore/open-stores.ts';
import { createKeystoreService } from '../../../core/services/keystore-service.ts';

const keystores = join(import.meta.dirname, '../../fixtures/keystores');

describe.each(['wso2carbon.p12', 'several.jks', 'several.p12'])('opening %s', (name) => {
  const base64 = readFileSync(join(keystores, name)).toString('base64');
  const password = name.startsWith('wso2carbon') ? 'wso2carbon' : 'changeit';
  const service = createKeystoreService(createOpenStores());

  it('stops when it is cancelled, and then opens when it is not', async () => {
    const open = (signal: AbortSignal) => service.open({ name, base64, password }, { signal });
    const entries = (await open(new AbortController().signal)).entries.length;
    expect(entries).toBeGreaterThan(0);

    const cancelled = new AbortController();
    const opening = open(cancelled.signal);
    cancelled.abort();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    expect((await open(new AbortController().signal)).entries).toHaveLength(entries);
  });
});
