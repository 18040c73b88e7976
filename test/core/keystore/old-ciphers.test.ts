import { describe, expect, it } from 'vitest';
import { decryptRc2Cbc } from '../../../core/keystore/ciphers/rc2.ts';
import { rc4 } from '../../../core/keystore/ciphers/rc4.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// https://www.rfc-editor.org/rfc/rfc2268#section-5
describe('RC2 (RFC 2268 section 5)', () => {
  const long = '88bca90e90875a7f0f79c384627bafb2';
  it.each([
    ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
    ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
    ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
    ['88', 64, '0000000000000000', '61a8a244adacccf0'],
    ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
    [long, 64, '0000000000000000', '1a807d272bbe5db1'],
    [long, 128, '0000000000000000', '2269552ab0f85ca6'],
    [`${long}16f80a6f85920584c42fceb0be255daf1e`, 129, '0000000000000000', '5b78d3a43dfff1f1'],
  ])('key %s with %i effective bits', (key, bits, plain, ciphertext) => {
    expect(hexOf(decryptRc2Cbc(hex(key), bits, new Uint8Array(8), hex(ciphertext)))).toBe(plain);
  });

  it('chains its blocks', () => {
    const key = hex('88bca90e90875a');
    const twice = hex('6ccf4308974c267f6ccf4308974c267f');
    expect(hexOf(decryptRc2Cbc(key, 64, hex('0102030405060708'), twice))).toBe(
      '01020304050607086ccf4308974c267f',
    );
  });
});

// https://www.rfc-editor.org/rfc/rfc6229#section-2
describe('RC4 (RFC 6229 section 2)', () => {
  it.each([
    ['0102030405', 0, 'b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919'],
    [
      '0102030405060708090a0b0c0d0e0f10',
      0,
      '9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c',
    ],
  ])('key %s at %i', (key, at, stream) => {
    expect(hexOf(rc4(hex(key), new Uint8Array(at + 32)).subarray(at))).toBe(stream);
  });
});
