import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  type JsonGeneralName,
  Name,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { algorithmUnsupported } from '../keystore/algorithm-unsupported.ts';
import { keyOids } from '../keystore/key-oids.ts';
import { parsePrivateKeyInfo, toVersion1 } from '../keystore/private-key-info.ts';
import { publicHalfOf } from '../keystore/public-half.ts';
import { parseName } from './parse-name.ts';
import { namedCurve } from './public-jwk.ts';

export interface SelfSignOptions {
  /** PKCS#8 PrivateKeyInfo: RSA, EC on P-256, P-384 or P-521, Ed25519. */
  readonly privateKey: Uint8Array;
  /** RFC 4514: `CN=localhost,O=Example`. */
  readonly subject: string;
  /** 1 to 36,500. */
  readonly days: number;
  /** `DNS:localhost`, `IP:127.0.0.1`, `URI:https://…`, `email:a@example.com`. */
  readonly san?: readonly string[];
  /** The time from which it is valid: now if left out. */
  readonly notBefore?: Date;
}

const secondsPerDay = 86_400;

/**
 * Makes a self-signed certificate (RFC 5280, version 3).
 * @returns X.509 DER.
 * Errors: `invalid-input` (subject, days or SAN), `algorithm-unsupported`, `damaged-file` (the key).
 */
export async function selfSign(options: SelfSignOptions): Promise<Uint8Array> {
  const { privateKey, subject, days, san = [], notBefore = new Date() } = options;
  if (!Number.isInteger(days) || days < 1 || days > 36_500) {
    throw new SignetError('invalid-input', `a certificate cannot be valid for ${days} days`, {
      hint: 'between 1 and 36,500',
    });
  }
  const name = new Name(Uint8Array.from(parseName(subject)));
  const algorithm = signingAlgorithm(privateKey);
  const publicHalf = publicHalfOf(privateKey);
  if (publicHalf === undefined)
    throw algorithmUnsupported('key type', parsePrivateKeyInfo(privateKey).algorithm.oid);
  const publicKey = Uint8Array.from(publicHalf);
  const names = san.map(parseAlternativeName);
  const signingKey = await importSigningKey(privateKey, algorithm);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: name,
    issuer: name,
    notBefore: toSecond(notBefore),
    notAfter: new Date(toSecond(notBefore).getTime() + days * secondsPerDay * 1000),
    publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      await SubjectKeyIdentifierExtension.create(publicKey),
      new BasicConstraintsExtension(false, undefined, true),
      ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
    ],
  });
  return new Uint8Array(certificate.rawData);
}

interface SigningAlgorithm {
  readonly name: string;
  readonly hash?: string;
  readonly namedCurve?: string;
}

/** Hash as strong as the curve: RFC 5656 section 6.2.1 as everybody follows it. */
const curves: Readonly<Record<string, SigningAlgorithm>> = {
  '1.2.840.10045.3.1.7': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  '1.3.132.0.34': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  '1.3.132.0.35': { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
};

const ed25519 = '1.3.101.112';

function signingAlgorithm(privateKey: Uint8Array): SigningAlgorithm {
  const { oid, parameters } = parsePrivateKeyInfo(privateKey).algorithm;
  if (oid === keyOids.rsa) return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  if (oid === ed25519) return { name: 'Ed25519' };
  const curve = curves[(oid === keyOids.ec && namedCurve(parameters)) || ''];
  if (curve === undefined) {
    throw algorithmUnsupported(
      'key type',
      (oid === keyOids.ec && namedCurve(parameters)) || oid,
      'take an RSA, EC or Ed25519 key',
    );
  }
  return curve;
}

async function importSigningKey(
  privateKey: Uint8Array,
  algorithm: SigningAlgorithm,
): Promise<webcrypto.CryptoKey> {
  try {
    const key = Uint8Array.from(toVersion1(privateKey));
    return await webcrypto.subtle.importKey('pkcs8', key, algorithm, false, ['sign']);
  } catch (cause) {
    if (cause instanceof SignetError) throw cause;
    throw new SignetError('algorithm-unsupported', 'this private key cannot sign a certificate here', {
      cause,
    });
  }
}

/** 16 random bytes, positive and not zero (RFC 5280 section 4.1.2.2 allows 20). */
function randomSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

/** X.509 has no fractions of a second (RFC 5280 section 4.1.2.5). */
function toSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

const alternativeNames: Readonly<Record<string, JsonGeneralName['type']>> = {
  DNS: 'dns',
  IP: 'ip',
  URI: 'url',
  EMAIL: 'email',
};

function parseAlternativeName(text: string): JsonGeneralName {
  const colon = text.indexOf(':');
  const type = alternativeNames[text.slice(0, Math.max(colon, 0)).toUpperCase()];
  const value = text.slice(colon + 1);
  if (type === undefined || !isValidName(type, value)) {
    throw new SignetError(
      'invalid-input',
      `${JSON.stringify(text.slice(0, 100))} is not an alternative name`,
      {
        hint: 'write it like DNS:localhost, IP:127.0.0.1, URI:https://example.com or email:a@example.com',
      },
    );
  }
  return { type, value };
}

/** They are IA5Strings: RFC 5280 section 4.2.1.6. */
function isValidName(type: JsonGeneralName['type'], value: string): boolean {
  return type === 'ip' ? isIP(value) !== 0 : /^[!-~]+$/.test(value);
}
