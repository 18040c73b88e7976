import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/json.ts';
import { checkCertificateParameters } from '../../../shared/jwt/check-certificate-parameters.ts';

const der = Buffer.from('a certificate, as far as its hash goes');
const sha1 = createHash('sha1').update(der).digest();
const sha256 = createHash('sha256').update(der).digest();

function found(header: JsonObject) {
  return checkCertificateParameters(header).map(({ code, path, fix }) => [code, path, fix?.changes]);
}
const set = (path: string, value: string) => ({ set: { path, value } });
const remove = (path: string) => ({ remove: { path } });

it('takes thumbprints as node:crypto writes them', () => {
  const header = { x5t: sha1.toString('base64url'), 'x5t#S256': sha256.toString('base64url') };
  expect(found(header)).toEqual([]);
  expect(found({ x5c: [der.toString('base64').replace(/^../, 'MI')] })).toEqual([]);
});

describe('the usual mistakes', () => {
  const right = sha256.toString('base64url');
  const hex = sha256.toString('hex');
  it.each([
    ['hexadecimal', hex, 'thumbprint-of-hex', [set('header.x5t#S256', right)]],
    [
      'hexadecimal with colons',
      hex.replace(/..(?=.)/g, '$&:').toUpperCase(),
      'thumbprint-of-hex',
      [set('header.x5t#S256', right)],
    ],
    [
      'base64url of hexadecimal',
      Buffer.from(hex).toString('base64url'),
      'thumbprint-of-hex',
      [set('header.x5t#S256', right)],
    ],
    ['padded', `${right}=`, 'thumbprint-encoding', [set('header.x5t#S256', right)]],
    [
      'plain Base64',
      Buffer.alloc(32, 255).toString('base64'),
      'thumbprint-encoding',
      [set('header.x5t#S256', Buffer.alloc(32, 255).toString('base64url'))],
    ],
    [
      'SHA-1',
      sha1.toString('base64url'),
      'thumbprint-wrong-hash',
      [remove('header.x5t#S256'), set('header.x5t', sha1.toString('base64url'))],
    ],
    ['cut short', right.slice(0, 20), 'thumbprint-wrong-length', [{ derive: 'x5t#S256' }]],
    ['empty', '', 'thumbprint-wrong-length', [{ derive: 'x5t#S256' }]],
  ])('x5t#S256: %s', (_, value, code, changes) => {
    expect(found({ 'x5t#S256': value })).toEqual([[code, 'header.x5t#S256', changes]]);
  });

  it('a SHA-256 thumbprint in x5t, in each of its writings', () => {
    const moved = [remove('header.x5t'), set('header.x5t#S256', right)];
    expect(found({ x5t: right })).toEqual([['thumbprint-wrong-hash', 'header.x5t', moved]]);
    expect(found({ x5t: hex })).toEqual([['thumbprint-of-hex', 'header.x5t', moved]]);
  });

  it.each([
    [[]],
    ['MIIB'],
    [['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----']],
    [['MII_']],
    [['MIIB\n']],
    [[1]],
  ])('x5c: %j', (x5c) => {
    expect(found({ x5c })).toEqual([['certificate-chain-malformed', 'header.x5c', [{ derive: 'x5c' }]]]);
  });
});
