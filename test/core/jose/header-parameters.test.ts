import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deriveParameters } from '../../../core/jose/header-parameters.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { expectCode, fixture } from '../fixture.ts';

const pem = readFileSync(
  new URL('../../fixtures/manuals/api-manager-default-certificate.pem', import.meta.url),
  'utf8',
);
const { raw, fingerprint256 } = new X509Certificate(pem);

it('derives what was asked for, from the leaf', async () => {
  const issuer = Buffer.from('issuer');
  expect(
    await deriveParameters(
      ['kid', 'x5t', 'x5t#S256', 'x5c'],
      { alias: 'mine', chain: [raw, issuer] },
      { thumbprint: 'thumbprint' },
    ),
  ).toEqual({
    kid: 'thumbprint',
    x5t: createHash('sha1').update(raw).digest('base64url'),
    'x5t#S256': Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
    // RFC 7515 section 4.1.6: base64, and not base64url.
    x5c: [raw.toString('base64'), issuer.toString('base64')],
  });
  expect(await deriveParameters([], { alias: 'mine', chain: [raw] }, { thumbprint: 'thumbprint' })).toEqual(
    {},
  );
});

it.each(['x5t', 'x5t#S256', 'x5c'] as const)('%s needs a certificate', async (name) => {
  const entry = { alias: 'mine', chain: [raw] };
  expect(Object.keys(await deriveParameters([name], entry, {}))).toEqual([name]);
  await expectCode(() => deriveParameters([name], { ...entry, chain: [] }, {}), 'not-a-certificate');
});

it.each(['x5t', 'x5t#S256', 'x5c'] as const)(
  '%s is refused of a certificate for another key',
  async (name) => {
    const [right] = (await readKeyStore(fixture('pem/key-with-chain.pem'), {})).entries;
    if (!right?.privateKey) throw new Error('the fixture has no key');
    expect(Object.keys(await deriveParameters([name], right, {}))).toEqual([name]);
    const wrong = { ...right, chain: [raw] };
    await expectCode(() => deriveParameters([name], wrong, {}), 'certificate-mismatch');
    // The thumbprint is the key's own.
    expect(await deriveParameters(['kid'], wrong, { thumbprint: 'thumbprint' })).toEqual({
      kid: 'thumbprint',
    });
  },
);
