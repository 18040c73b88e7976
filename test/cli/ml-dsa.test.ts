import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mlDsaByName } from '../../core/key/ml-dsa.ts';
import { runtimeHas } from '../../core/key/ml-dsa-runtime.ts';
import { fixtures, runSignet } from '../support/run-signet.ts';

const set = mlDsaByName('ML-DSA-65');
const supported = set !== undefined && runtimeHas(set);
const key = join(fixtures, 'ml-dsa', 'ml-dsa-65.json');

it(`signet sign ${supported ? 'signs with ML-DSA what signet verify accepts' : 'says which runtime ML-DSA needs'}`, async () => {
  const { status, text, stderr } = await runSignet(['sign', '--key', key, '--claim', 'iss=me']);
  if (!supported) {
    expect(status).not.toBe(0);
    expect(stderr).toContain('ML-DSA-65');
    expect(stderr).toContain('Node.js 24.7');
    return;
  }
  expect(status).toBe(0);
  const verdict = await runSignet(['verify', '--key', key, '--json', text.trim()]);
  expect(verdict.json()).toMatchObject({ valid: true, signature: 'valid' });
});

it('signet key thumbprint answers for a JWK, and for PKCS#8 where the runtime computes its public half', async () => {
  const published = await runSignet(['key', 'thumbprint', key]);
  expect(published.text.trim()).toBe('Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM');
  const [ofPublic, ofPrivate] = await Promise.all(
    ['public', 'seed'].map((form) =>
      runSignet(['key', 'thumbprint', join(fixtures, 'ml-dsa', `ml-dsa-65.${form}.pem`)]),
    ),
  );
  if (supported) expect(ofPrivate?.text).toBe(ofPublic?.text);
  else expect(ofPrivate?.stderr).toContain('Node.js 24.7');
});
