import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeCertificate } from '../../../core/certificate/describe-certificate.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { certificateFixture, expectCode, fixture, textFixture } from '../fixture.ts';

/** What openssl said of a certificate when the fixtures were made. */
function expected(name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    textFixture(`expected/${name}.txt`)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).trim()]),
  );
}

const isoTime = (openssl = '') => openssl.replace(' ', 'T');

describe('the description of a certificate', () => {
  it.each([
    'leaf',
    'intermediate',
    'root',
    'rsa-1024',
    'rsa-pss',
    'ec-p-256',
    'ec-p-384',
    'ec-p-521',
    'ec-secp256k1',
    'ec-brainpool',
    'ed25519',
    'ed448',
    'dsa',
  ])('%s says what openssl says', async (name) => {
    const openssl = expected(name);
    expect(await describeCertificate(await certificateFixture(name))).toMatchObject({
      subject: openssl.subject,
      issuer: openssl.issuer,
      serial: openssl.serial?.toLowerCase(),
      notBefore: isoTime(openssl.notBefore),
      notAfter: isoTime(openssl.notAfter),
      signatureAlgorithm: openssl.signature,
      sha1: openssl['sha1 Fingerprint'],
      sha256: openssl['sha256 Fingerprint'],
      pem: textFixture(`certificates/${name}.pem`),
    });
  });

  it.each([
    ['leaf', { type: 'RSA', bits: 2048 }],
    ['rsa-1024', { type: 'RSA', bits: 1024 }],
    ['rsa-pss', { type: 'RSA', bits: 2048 }],
    ['ec-p-521', { type: 'EC', curve: 'P-521' }],
    ['ec-secp256k1', { type: 'EC', curve: 'secp256k1' }],
    ['ec-brainpool', { type: 'EC', curve: 'brainpoolP256r1' }],
    ['ed25519', { type: 'OKP', curve: 'Ed25519' }],
    ['ed448', { type: 'OKP', curve: 'Ed448' }],
    ['dsa', { type: 'DSA', bits: 2048 }],
  ])('%s has its key described by its ASN.1', async (name, key) => {
    expect((await describeCertificate(await certificateFixture(name))).key).toMatchObject(key);
  });

  it('names all of a subject alternative name', async () => {
    const { san, selfSigned } = await describeCertificate(await certificateFixture('leaf'));
    expect(san).toEqual([
      'DNS:leaf.example.com',
      'DNS:*.example.com',
      'IP:192.0.2.7',
      'IP:2001:db8::1',
      'URI:https://example.com/a',
      'email:admin@example.com',
      'RID:1.2.3.4',
      'DirName:CN=Directory',
    ]);
    expect(selfSigned).toBe(false);
    expect((await describeCertificate(await certificateFixture('root'))).selfSigned).toBe(true);
  });

  it('writes names as RFC 4514 does', async () => {
    const { subject, serial } = await describeCertificate(await certificateFixture('names'));
    expect(subject).toBe(
      'CN=a=b+UID=u1,serialNumber=42,1.2.3.4.5=#0c06736563726574,emailAddress=post@example.com,DC=example,' +
        'OU=\\ leading and trailing\\ ,O=\\#1 \\"Quoted\\" \\<Firm\\>\\; Söhne \\+ Co\\\\\\\\,ST=Bremen\\, Hansestadt,C=DE',
    );
    expect(serial).toBe('ff01');
  });

  it('has the thumbprints that a token carries', async () => {
    const der = await certificateFixture('leaf');
    const { x5t, sha1, 'x5t#S256': x5tS256, sha256 } = await describeCertificate(der);
    const hex = (fingerprint: string) =>
      Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
    expect([x5t, x5tS256]).toEqual([hex(sha1), hex(sha256)]);
    expect(sha256).toBe(new X509Certificate(der).fingerprint256);
  });

  it('reads the certificate of the API manager’s manual', async () => {
    const { entries } = await readKeyStore(fixture('manuals/api-manager-default-certificate.pem'), {});
    expect(await describeCertificate(entries[0]?.chain[0] ?? new Uint8Array())).toMatchObject({
      subject: 'CN=localhost,O=WSO2,L=Mountain View,ST=CA,C=US',
      serial: '4b7e3782',
      notBefore: '2010-02-19T07:02:26Z',
      notAfter: '2035-02-13T07:02:26Z',
      signatureAlgorithm: 'sha1WithRSAEncryption',
      key: { type: 'RSA', bits: 1024 },
      selfSigned: true,
    });
  });

  it('is refused for what is no certificate', async () => {
    const der = await certificateFixture('leaf');
    await describeCertificate(der);
    await expectCode(() => describeCertificate(der.subarray(0, -1)), 'not-a-certificate');
    await expectCode(() => describeCertificate(fixture('der/rsa-2048.pkcs8.der')), 'not-a-certificate');
    await expectCode(() => describeCertificate(fixture('der/rsa-2048.request.der')), 'not-a-certificate');
    await expectCode(() => describeCertificate(new Uint8Array()), 'not-a-certificate');
  });
});
