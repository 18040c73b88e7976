import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeCertificate } from '../../../core/certificate/describe-certificate.ts';
import { matchesKey } from '../../../core/certificate/matches-key.ts';
import { selfSign } from '../../../core/certificate/self-sign.ts';
import { expectCode, privateKeyFixture } from '../fixture.ts';

const subject = 'CN=localhost,O=Söhne & Co,C=DE';

describe('a self-signed certificate', () => {
  it.each([
    ['rsa-2048', 'sha256WithRSAEncryption'],
    ['rsa-1024', 'sha256WithRSAEncryption'],
    ['ec-p-256', 'ecdsa-with-SHA256'],
    ['ec-p-384', 'ecdsa-with-SHA384'],
    ['ec-p-521', 'ecdsa-with-SHA512'],
    ['ed25519', 'ED25519'],
  ])('of %s is one that others accept', async (name, signatureAlgorithm) => {
    const privateKey = await privateKeyFixture(name);
    const notBefore = new Date('2026-01-02T03:04:05.678Z');
    const san = [
      'DNS:localhost',
      'IP:127.0.0.1',
      'IP:::1',
      'URI:https://example.com/',
      'email:a@example.com',
    ];
    const der = await selfSign({ privateKey, subject, days: 365, san, notBefore });
    expect(await describeCertificate(der)).toMatchObject({
      subject,
      issuer: subject,
      notBefore: '2026-01-02T03:04:05Z',
      notAfter: '2027-01-02T03:04:05Z',
      signatureAlgorithm,
      selfSigned: true,
      san,
    });
    const certificate = new X509Certificate(der);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(
      certificate.checkPrivateKey(
        createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }),
      ),
    ).toBe(true);
    expect(await matchesKey(der, privateKey)).toBe(true);
  });

  it('is refused with bad input', async () => {
    const privateKey = await privateKeyFixture('ec-p-256');
    const good = { privateKey, subject: 'CN=a', days: 1 };
    await selfSign(good);
    await selfSign({ ...good, days: 36_500 });
    await expectCode(() => selfSign({ ...good, subject: 'a' }), 'invalid-input');
    for (const days of [0, 1.5, 36_501]) await expectCode(() => selfSign({ ...good, days }), 'invalid-input');
    for (const name of ['localhost', 'IP:localhost', 'DNS:', 'DNS:ä', 'X:a']) {
      await expectCode(() => selfSign({ ...good, san: [name] }), 'invalid-input');
    }
    for (const name of ['ec-secp256k1', 'ed448', 'dsa']) {
      const other = await privateKeyFixture(name);
      await expectCode(() => selfSign({ ...good, privateKey: other }), 'algorithm-unsupported');
    }
  });
});
