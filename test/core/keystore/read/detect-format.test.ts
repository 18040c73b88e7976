import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../../core/keystore/read/detect-format.ts';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { expectCode, fixture, textFixture } from '../../fixture.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('the format of a file', () => {
  it.each([
    ['keystores/wso2carbon.jks', 'jks'],
    ['keystores/wso2carbon.jceks', 'jceks'],
    ['keystores/wso2carbon.p12', 'pkcs12'],
    ['keystores/openssl.p12', 'pkcs12'],
    ['pem/several.pem', 'pem'],
    ['pem/rsa-2048.pkcs1.pem', 'pem'],
    ['der/leaf.cer', 'der'],
    ['der/rsa-2048.pkcs8.der', 'der'],
    ['der/rsa-2048.pkcs1.der', 'der'],
    ['der/ec-p-256.sec1.der', 'der'],
    ['der/rsa-2048.encrypted.der', 'der'],
    ['der/rsa-2048.request.der', 'der'],
    ['pkcs7/chain.p7b', 'pkcs7'],
    ['pkcs7/chain.pem', 'pkcs7'],
    ['jwk/rsa-2048.json', 'jwk'],
    ['jwk/set.json', 'jwks'],
    ['jwk/google-service-account.json', 'pem'],
  ])('%s is %s, by its bytes alone', async (path, format) => {
    expect(detectFormat(fixture(path))).toBe(format);
    const password = path.includes('wso2carbon') ? 'wso2carbon' : 'changeit';
    expect((await readKeyStore(fixture(path), { store: password })).format).toBe(format);
  });

  it('sees through base64 and byte order marks', async () => {
    const base64 = Buffer.from(fixture('keystores/wso2carbon.p12')).toString('base64');
    expect(detectFormat(bytesOf(base64))).toBe('pkcs12');
    const wrapped = bytesOf(`${base64.replace(/.{76}/g, '$&\r\n')}\n`);
    expect((await readKeyStore(wrapped, { store: 'wso2carbon' })).entries).toHaveLength(1);
    const marked = bytesOf(`\ufeff${textFixture('pem/rsa-2048.pkcs8.pem')}`);
    expect((await readKeyStore(marked, {})).entries[0]?.kind).toBe('key');
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${textFixture('pem/rsa-2048.pkcs8.pem')}`, 'utf16le'));
    expect((await readKeyStore(utf16, {})).entries[0]?.kind).toBe('key');
  });

  it.each([
    'hello',
    '0123456789',
    '{"a":1}',
    '{',
    'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
    '0x308202',
    '<xml/>',
    '\0\0\0\0',
  ])('knows that %j is none', async (text) => {
    expect(detectFormat(bytesOf(text))).toBeUndefined();
    await expectCode(() => readKeyStore(bytesOf(text), {}), 'unknown-format');
  });
});

describe('the size of a file', () => {
  it('is at most 32 MiB', async () => {
    const pem = textFixture('certificates/leaf.pem');
    const padded = (length: number) => bytesOf(pem + ' '.repeat(length - pem.length));
    expect((await readKeyStore(padded(32 * 1024 * 1024), {})).entries).toHaveLength(1);
    await expectCode(() => readKeyStore(padded(32 * 1024 * 1024 + 1), {}), 'input-too-large');
  });

  it('is not nothing', async () => {
    await expectCode(() => readKeyStore(new Uint8Array(), {}), 'empty-input');
    await expectCode(() => readKeyStore(bytesOf(' \r\n\t'), {}), 'empty-input');
  });
});
