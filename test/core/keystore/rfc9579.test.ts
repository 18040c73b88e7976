import { describe, expect, it } from 'vitest';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import vectors from '../../vectors/rfc9579-appendix-a.json' with { type: 'json' };

const fileOf = (name: 'A.1' | 'A.2' | 'A.3' | 'A.4' | 'A.5' | 'A.6') =>
  new Uint8Array(Buffer.from(vectors[name].file, 'base64'));
const read = (name: Parameters<typeof fileOf>[0], password = vectors.password) =>
  readKeyStore(fileOf(name), { store: password });

describe('PBMAC1, RFC 9579 appendix A', () => {
  it.each(['A.1', 'A.2', 'A.3'] as const)('%s is valid', async (name) => {
    const store = await read(name);
    expect(store).toMatchObject({ format: 'pkcs12', integrity: 'ok' });
    const [key] = store.entries;
    expect(key).toMatchObject({ kind: 'key' });
    expect(key?.privateKey).toBeDefined();
    await expect(read(name, '12345')).rejects.toMatchObject({ code: 'wrong-password' });
  });

  it.each(['A.4', 'A.5', 'A.6'] as const)('%s is not', async (name) => {
    const answer = await read(name).catch((error: { code?: string }) => error.code);
    expect(['integrity-failed', 'damaged-file']).toContain(answer);
  });
});
