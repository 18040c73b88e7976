import { describe, expect, it } from 'vitest';
import {
  encryptionKeyOf,
  noKey,
  remoteKeyOf,
  verificationKeyOf,
  withoutSecrets,
} from '../../../renderer/parts/key/key-choice.ts';

describe('verificationKeyOf', () => {
  it('gives the key of the chosen origin', () => {
    expect(verificationKeyOf({ ...noKey, from: 'vault', entry: 'e1' })).toEqual({ entry: 'e1' });
    expect(verificationKeyOf({ ...noKey, from: 'secret', secret: 'x', encoding: 'hex' })).toEqual({
      secret: 'x',
      encoding: 'hex',
    });
    expect(
      verificationKeyOf({ ...noKey, from: 'file', file: { name: 'f', base64: 'AA==' }, password: 'p' }),
    ).toEqual({ file: 'AA==', password: 'p' });
    expect(verificationKeyOf({ ...noKey, from: 'jwks', url: ' https://a.example/jwks ' })).toEqual({
      jwks: 'https://a.example/jwks',
    });
    expect(
      verificationKeyOf({ ...noKey, from: 'issuer', issuer: 'https://a.example', insecure: true }),
    ).toEqual({
      issuer: 'https://a.example',
      insecure: true,
    });
  });

  it('trusts a token’s own certificate on nobody’s word but the user’s', () => {
    expect(verificationKeyOf({ ...noKey, from: 'x5c' })).toEqual({ x5c: [] });
    const trust = { system: true, entries: ['e1'], text: 'pem' };
    expect(verificationKeyOf({ ...noKey, from: 'x5c', trust })).toEqual({
      x5c: [{ system: true }, { entry: 'e1' }, { text: 'pem' }],
    });
  });

  it('gives none before a choice was made, whatever stands in the fields', () => {
    expect(verificationKeyOf({ ...noKey, entry: 'e1', text: 'pem', secret: 'x', url: 'u' })).toBeUndefined();
    expect(verificationKeyOf({ ...noKey, from: 'text', text: '  ' })).toBeUndefined();
    expect(verificationKeyOf({ ...noKey, from: 'jwks' })).toBeUndefined();
  });
});

it('remoteKeyOf names only what has to be fetched', () => {
  expect(remoteKeyOf({ ...noKey, from: 'jwks', url: 'u' })).toEqual({ jwks: 'u' });
  expect(remoteKeyOf({ ...noKey, from: 'text', text: 'pem', url: 'u' })).toBeUndefined();
});

it('encryptionKeyOf knows no fetched keys', () => {
  expect(encryptionKeyOf({ ...noKey, from: 'jwks', url: 'u' })).toBeUndefined();
  expect(encryptionKeyOf({ ...noKey, from: 'text', text: 'pem', password: 'p' })).toEqual({
    text: 'pem',
    password: 'p',
  });
});

it('withoutSecrets forgets what was typed in secret, and nothing else', () => {
  const filled = { ...noKey, from: 'secret' as const, secret: 's', password: 'p', url: 'u' };
  expect(withoutSecrets(filled)).toEqual({ ...noKey, from: 'secret', url: 'u' });
});
