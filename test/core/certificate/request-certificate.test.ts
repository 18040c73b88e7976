import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { armour } from '../../../core/asn1/armour.ts';
import { describeInFull } from '../../../core/certificate/describe-certificate.ts';
import { requestCertificate } from '../../../core/certificate/request-certificate.ts';
import { selfSign } from '../../../core/certificate/self-sign.ts';
import { hasTool } from '../../support/tools.ts';
import { expectCode, privateKeyFixture } from '../fixture.ts';

const openssl = hasTool('openssl');
const subject = 'CN=client.example,O=Söhne & Co,C=DE';

function verifyWithOpenssl(der: Uint8Array): string {
  const args = ['req', '-noout', '-verify', '-text', '-nameopt', 'RFC2253,utf8,-esc_msb'];
  const { stdout, stderr, status } = spawnSync('openssl', args, {
    input: armour('CERTIFICATE REQUEST', der),
  });
  expect(status, String(stderr)).toBe(0);
  return `${stdout}${stderr}`;
}

describe('a certificate request', () => {
  it.skipIf(!openssl).each(['rsa-2048', 'ec-p-256', 'ec-p-384', 'ec-p-521', 'ed25519'])(
    'of %s is one that openssl verifies',
    async (name) => {
      const privateKey = await privateKeyFixture(name);
      const san = ['DNS:client.example', 'IP:192.0.2.7'];
      const text = verifyWithOpenssl(
        await requestCertificate({
          privateKey,
          subject,
          san,
          keyUsage: ['digitalSignature'],
          extendedKeyUsage: ['clientAuth'],
        }),
      );
      expect(text).toMatch(/verify OK/);
      expect(text).toContain('CN=client.example');
      expect(text).toContain('DNS:client.example, IP Address:192.0.2.7');
      expect(text).toContain('Digital Signature');
      expect(text).toContain('TLS Web Client Authentication');
      expect(text).not.toContain('CA:');
    },
  );

  it.skipIf(!openssl)('asks for nothing besides the name when nothing is asked for', async () => {
    const privateKey = await privateKeyFixture('ec-p-256');
    expect(verifyWithOpenssl(await requestCertificate({ privateKey, subject }))).not.toContain('X509v3');
  });

  it('is refused with bad input, and for keys that cannot sign it', async () => {
    const privateKey = await privateKeyFixture('ec-p-256');
    await requestCertificate({ privateKey, subject: 'CN=a' });
    await expectCode(() => requestCertificate({ privateKey, subject: 'a' }), 'invalid-input');
    await expectCode(() => requestCertificate({ privateKey, subject, san: ['x'] }), 'invalid-input');
    for (const name of ['dsa', 'ed448']) {
      const other = await privateKeyFixture(name);
      await expectCode(() => requestCertificate({ privateKey: other, subject }), 'algorithm-unsupported');
    }
  });
});

describe('a self-signed certificate with usages', () => {
  it('states them, and is an authority’s only with keyCertSign', async () => {
    const privateKey = await privateKeyFixture('ec-p-256');
    const good = { privateKey, subject, days: 1 };
    const value = async (options: object, name: string) =>
      (await describeInFull(await selfSign({ ...good, ...options }))).extensions.find(
        (each) => each.name === name,
      );
    const usage = { keyUsage: ['digitalSignature', 'keyCertSign'], extendedKeyUsage: ['serverAuth'] };
    expect(await value(usage, 'keyUsage')).toMatchObject({
      critical: true,
      value: 'digitalSignature, keyCertSign',
    });
    expect(await value(usage, 'extendedKeyUsage')).toMatchObject({ value: 'serverAuth' });
    expect(await value(usage, 'basicConstraints')).toMatchObject({ value: 'CA:TRUE' });
    expect(await value({}, 'basicConstraints')).toMatchObject({ value: 'CA:FALSE' });
    expect(await value({}, 'keyUsage')).toBeUndefined();
  });
});
