import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deriveParameters } from '../../../core/jose/header-parameters.ts';

const pem = readFileSync(
  new URL('../../fixtures/manuals/api-manager-default-certificate.pem', import.meta.url),
  'utf8',
);
const { raw, fingerprint256 } = new X509Certificate(pem);

it('derives what was asked for, from the leaf', () => {
  const issuer = Buffer.from('issuer');
  expect(deriveParameters(['kid', 'x5t', 'x5t#S256', 'x5c'], [raw, issuer], 'thumbprint')).toEqual({
    kid: 'thumbprint',
    x5t: createHash('sha1').update(raw).digest('base64url'),
    'x5t#S256': Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
    // RFC 7515 section 4.1.6: base64, and not base64url.
    x5c: [raw.toString('base64'), issuer.toString('base64')],
  });
  expect(deriveParameters([], [raw], 'thumbprint')).toEqual({});
});

it.each(['x5t', 'x5t#S256', 'x5c'] as const)('%s needs a certificate', (name) => {
  expect(Object.keys(deriveParameters([name], [raw], undefined))).toEqual([name]);
  expect(() => deriveParameters([name], [], undefined)).toThrow(
    expect.objectContaining({ code: 'not-a-certificate' }),
  );
});
