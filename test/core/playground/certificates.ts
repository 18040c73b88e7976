import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { cryptoProvider, X509Certificate, X509CertificateGenerator } from '@peculiar/x509';
import { importPKCS8 } from 'jose';

/** A signing key with the certificate that is registered for it. */
export interface Identity {
  readonly privateKey: CryptoKey;
  readonly algorithm: string;
  readonly keyPem: string;
  readonly certificate: Uint8Array;
  readonly certificatePem: string;
}

const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength,
});

const keyTypes = {
  RS256: rsa(2048),
  'RS256-1024': rsa(1024),
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const;

/** Makes a key and a certificate for it that another identity signs. */
export async function issueIdentity(
  issuer: Identity,
  name: string,
  dates: { notBefore?: Date; notAfter?: Date } = {},
): Promise<Identity> {
  cryptoProvider.set(webcrypto as unknown as Crypto);
  const algorithm = keyTypes.RS256;
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: '02',
    subject: name,
    issuer: new X509Certificate(issuer.certificatePem).subject,
    ...defaultDates,
    ...dates,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: issuer.privateKey,
  });
  return toIdentity(keys, 'RS256', certificate);
}

/** Makes a key and a self-signed certificate for 127.0.0.1. `RS256-1024` is too weak on purpose. */
export async function makeIdentity(
  type: keyof typeof keyTypes = 'RS256',
  dates: { notBefore?: Date; notAfter?: Date } = {},
): Promise<Identity> {
  cryptoProvider.set(webcrypto as unknown as Crypto);
  const algorithm = keyTypes[type];
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=playground test',
    ...defaultDates,
    ...dates,
    signingAlgorithm: algorithm,
    keys,
  });
  return toIdentity(keys, type === 'ES256' ? 'ES256' : 'RS256', certificate);
}

const defaultDates = {
  notBefore: new Date('2020-01-01T00:00:00Z'),
  notAfter: new Date('2049-12-31T00:00:00Z'),
};

async function toIdentity(
  keys: CryptoKeyPair,
  algorithm: string,
  certificate: X509Certificate,
): Promise<Identity> {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
  return {
    privateKey: await importPKCS8(keyPem, algorithm),
    algorithm,
    keyPem,
    certificate: new Uint8Array(certificate.rawData),
    certificatePem: certificate.toString('pem'),
  };
}
