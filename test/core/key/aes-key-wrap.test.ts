import { randomBytes, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { replaceKeyWrap } from '../../../core/jose/supply-key-wrap.ts';
import { unwrapKey, wrapKey } from '../../../core/key/aes-key-wrap.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('RFC 3394 section 4', () => {
  const kek = '000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F';
  const data = '00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F';
  it.each([
    ['4.1', 128, 128, '1FA68B0A8112B447 AEF34BD8FB5A7B82 9D3E862371D2CFE5'],
    ['4.2', 192, 128, '96778B25AE6CA435 F92B5B97C050AED2 468AB8A17AD84E5D'],
    ['4.3', 256, 128, '64E8C3F9CE0F5BA2 63E9777905818A2A 93C8191E7D6E8AE7'],
    ['4.4', 192, 192, '031D33264E15D332 68F24EC260743EDC E1C6C7DDEE725A93 6BA814915C6762D2'],
    ['4.5', 256, 192, 'A8F9BC1612C68B3F F6E6F4FBE30E71E4 769C8B80A32CB895 8CD5D17D6B254DA1'],
    ['4.6', 256, 256, '28C9F404C4B810F4 CBCCB35CFB87F826 3F5786E2D80ED326 CBC7F0E71A99F43B FB988B9B7A02DD21'],
  ])('%s', (_, keyBits, dataBits, wrapped) => {
    const key = hex(kek).subarray(0, keyBits / 8);
    const plain = hex(data).subarray(0, dataBits / 8);
    expect(Buffer.from(wrapKey(key, plain))).toEqual(Buffer.from(hex(wrapped)));
    expect(Buffer.from(unwrapKey(key, hex(wrapped)) ?? [])).toEqual(Buffer.from(plain));
    expect(
      unwrapKey(
        key.map((byte) => byte ^ 1),
        hex(wrapped),
      ),
    ).toBeUndefined();
    expect(unwrapKey(key, hex(wrapped).subarray(1))).toBeUndefined();
  });
});

it('stands in for WebCrypto’s own, and leaves everything else to it', async () => {
  const own = webcrypto.subtle;
  const names = ['importKey', 'exportKey', 'wrapKey', 'unwrapKey', 'generateKey'] as const;
  const subtle = Object.fromEntries(
    names.map((name) => [name, (own[name] as (...args: unknown[]) => unknown).bind(own)]),
  ) as unknown as webcrypto.SubtleCrypto;
  replaceKeyWrap(subtle);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await own.importKey('raw', randomBytes(32), 'AES-KW', true, ['wrapKey', 'unwrapKey']);
  const secret = await own.importKey('raw', randomBytes(48), hmac, true, ['sign']);
  const wrapped = await own.wrapKey('raw', secret, key, 'AES-KW');
  expect(Buffer.from(await subtle.wrapKey('raw', secret, key, { name: 'AES-KW' }))).toEqual(
    Buffer.from(wrapped),
  );
  const back = await subtle.unwrapKey('raw', new Uint8Array(wrapped), key, 'AES-KW', hmac, true, ['sign']);
  expect(await own.exportKey('raw', back)).toEqual(await own.exportKey('raw', secret));
  const damaged = new Uint8Array(wrapped).fill(0, 0, 8);
  await expect(subtle.unwrapKey('raw', damaged, key, 'AES-KW', hmac, true, ['sign'])).rejects.toHaveProperty(
    'name',
    'OperationError',
  );
  const gcm = await own.importKey('raw', randomBytes(16), 'AES-GCM', true, ['wrapKey', 'unwrapKey']);
  const algorithm = { name: 'AES-GCM', iv: randomBytes(12) };
  const other = await subtle.wrapKey('raw', secret, gcm, algorithm);
  expect(await own.unwrapKey('raw', other, gcm, algorithm, hmac, true, ['sign'])).toBeTruthy();
});
