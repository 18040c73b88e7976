import { type Algorithm, magnitudeOf, membersOf, readAsn1 } from '../../core/asn1/asn1.ts';
import { keyOids } from '../../core/key/key-oids.ts';
import { namedCurve, parsePublicKey } from '../../core/key/public-jwk.ts';

/** Signature algorithms by the names that Java has for them. */
const signatures: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2withRSA',
  '1.2.840.113549.1.1.4': 'MD5withRSA',
  '1.2.840.113549.1.1.5': 'SHA1withRSA',
  '1.3.14.3.2.29': 'SHA1withRSA',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'SHA256withRSA',
  '1.2.840.113549.1.1.12': 'SHA384withRSA',
  '1.2.840.113549.1.1.13': 'SHA512withRSA',
  '1.2.840.113549.1.1.14': 'SHA224withRSA',
  '1.2.840.113549.1.1.15': 'SHA512/224withRSA',
  '1.2.840.113549.1.1.16': 'SHA512/256withRSA',
  '1.2.840.10040.4.3': 'SHA1withDSA',
  '2.16.840.1.101.3.4.3.1': 'SHA224withDSA',
  '2.16.840.1.101.3.4.3.2': 'SHA256withDSA',
  '2.16.840.1.101.3.4.3.3': 'SHA384withDSA',
  '2.16.840.1.101.3.4.3.4': 'SHA512withDSA',
  '1.2.840.10045.4.1': 'SHA1withECDSA',
  '1.2.840.10045.4.3.1': 'SHA224withECDSA',
  '1.2.840.10045.4.3.2': 'SHA256withECDSA',
  '1.2.840.10045.4.3.3': 'SHA384withECDSA',
  '1.2.840.10045.4.3.4': 'SHA512withECDSA',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

export function signatureName({ oid }: Pick<Algorithm, 'oid'>): string {
  return signatures[oid] ?? oid;
}

/** A public key as keytool names it. */
export interface JavaKey {
  /** `RSA`, `EC`, …: what the rules for weak keys go by. */
  readonly algorithm: string;
  /** `EC (secp256r1)`. */
  readonly display: string;
  readonly bits: number | undefined;
}

const curves: Readonly<Record<string, readonly [string, number]>> = {
  '1.2.840.10045.3.1.1': ['secp192r1', 192],
  '1.3.132.0.33': ['secp224r1', 224],
  '1.2.840.10045.3.1.7': ['secp256r1', 256],
  '1.3.132.0.34': ['secp384r1', 384],
  '1.3.132.0.35': ['secp521r1', 521],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
  '1.3.36.3.3.2.8.1.1.13': ['brainpoolP512r1', 512],
};

const edwards: Readonly<Record<string, readonly [string, number]>> = {
  '1.3.101.110': ['XDH', 255],
  '1.3.101.111': ['XDH', 448],
  '1.3.101.112': ['Ed25519', 255],
  '1.3.101.113': ['Ed448', 448],
};

/** Errors: `damaged-file`. */
export function javaKey(spki: Uint8Array): JavaKey {
  const { algorithm, bits } = parsePublicKey(spki);
  const { oid, parameters } = algorithm;
  const edwardsCurve = edwards[oid];
  if (edwardsCurve !== undefined) {
    const [display, size] = edwardsCurve;
    return { algorithm: display, display, bits: size };
  }
  switch (oid) {
    case keyOids.rsa:
      return rsaKey('RSA', bits);
    case keyOids.rsaPss:
      return rsaKey('RSASSA-PSS', bits);
    case keyOids.dsa: {
      const size = parameters?.constructed ? lengthOf(magnitudeOf(membersOf(parameters)[0])) : undefined;
      return { algorithm: 'DSA', display: 'DSA', bits: size };
    }
    case keyOids.ec: {
      const [name, size] = curves[namedCurve(parameters) ?? ''] ?? [];
      return { algorithm: 'EC', display: name === undefined ? 'EC' : `EC (${name})`, bits: size };
    }
    default:
      return { algorithm: oid, display: oid, bits: undefined };
  }
}

function rsaKey(name: string, bits: Uint8Array): JavaKey {
  return { algorithm: name, display: name, bits: lengthOf(magnitudeOf(membersOf(readAsn1(bits))[0])) };
}

function lengthOf(magnitude: Uint8Array): number {
  return (magnitude.length - 1) * 8 + (32 - Math.clz32(magnitude[0] ?? 0));
}

/** `2048-bit RSA key`. */
export function keyText({ bits, display }: JavaKey): string {
  return bits === undefined ? `${display} key of unknown size` : `${bits}-bit ${display} key`;
}
