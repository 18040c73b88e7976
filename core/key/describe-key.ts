import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { magnitudeOf, membersOf, readAsn1 } from '../asn1/asn1.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import { bitLength } from '../asn1/magnitude.ts';
import { ecCurves, keyOids, okpCurves, otherCurves } from './key-oids.ts';
import { type MlDsaSet, mlDsaByOid } from './ml-dsa.ts';
import { parsePrivateKeyInfo } from './private-key-info.ts';
import { pssScheme } from './pss-scheme.ts';
import { publicHalfOf } from './public-half.ts';
import { namedCurve, type PublicKeyFields, parsePublicKey, toPublicJwk } from './public-jwk.ts';
import { whyUnsafe } from './unsafe-key.ts';

/**
 * Describes a public key by its ASN.1, so that keys are described alike whichever crypto library is below.
 * A key of a type that the contract has no name for is given as `OKP` with its algorithm's OID as the curve.
 * @param spki SubjectPublicKeyInfo DER.
 * Errors: `damaged-file`.
 */
export async function describeKey(spki: Uint8Array): Promise<KeyDescription> {
  const jwk = unlessDamaged(() => toPublicJwk(spki));
  const unsafe = whyUnsafe(spki);
  const description = {
    ...describeFields(parsePublicKey(spki)),
    ...(unsafe === undefined ? {} : { unsafe }),
  };
  if (jwk === undefined) return description;
  const { calculateJwkThumbprint } = await import('jose/jwk/thumbprint');
  return { ...description, thumbprint: await calculateJwkThumbprint({ ...jwk }) };
}

/**
 * Describes a private key by its public half; an ML-DSA key by its name alone where the crypto library cannot compute it.
 * Errors: `damaged-file`.
 */
export async function describePrivateKey(pkcs8: Uint8Array): Promise<KeyDescription | undefined> {
  const spki = await publicHalfOf(pkcs8);
  if (spki !== undefined) return await describeKey(spki);
  const set = mlDsaByOid(unlessDamaged(() => parsePrivateKeyInfo(pkcs8))?.algorithm.oid);
  return set && describeMlDsa(set);
}

function describeMlDsa({ name }: MlDsaSet): KeyDescription {
  return { type: 'AKP', curve: name, restrictedTo: [name] };
}

function describeFields({ algorithm, bits }: PublicKeyFields): KeyDescription {
  const { oid, parameters } = algorithm;
  const okp = okpCurves.find((curve) => curve.oid === oid);
  if (okp !== undefined) return { type: 'OKP', curve: okp.crv };
  const set = mlDsaByOid(oid);
  if (set !== undefined) return describeMlDsa(set);
  switch (oid) {
    case keyOids.rsa:
    case keyOids.rsaPss: {
      const key = { type: 'RSA', bits: bitLength(magnitudeOf(membersOf(readAsn1(bits))[0])) } as const;
      return oid === keyOids.rsa ? key : { ...key, restrictedTo: pssAlgorithms(parameters) };
    }
    case keyOids.ec: {
      const curve = namedCurve(parameters);
      const name = ecCurves.find((one) => one.oid === curve)?.crv ?? otherCurves[curve ?? ''] ?? curve;
      return name === undefined ? { type: 'EC' } : { type: 'EC', curve: name };
    }
    case keyOids.dsa:
      // RFC 3279 section 2.3.2: parameters can be left out and inherited from the issuer.
      return {
        type: 'DSA',
        ...(parameters?.constructed ? { bits: bitLength(magnitudeOf(membersOf(parameters)[0])) } : {}),
      };
    default:
      return { type: 'OKP', curve: oid };
  }
}

/**
 * The JWS algorithms of an RSA-PSS key: those of its own hash, and of no shorter a salt than it demands (RFC 4055 section
 * 3.1). JWS salts are as long as the hash (RFC 7518 section 3.5).
 */
function pssAlgorithms(parameters: PublicKeyFields['algorithm']['parameters']): readonly string[] {
  const all = ['PS256', 'PS384', 'PS512'];
  if (parameters === undefined) return all;
  const scheme = unlessDamaged(() => pssScheme(parameters));
  return all.filter((name) => {
    const bits = name.slice(2);
    return scheme?.hash === `sha${bits}` && (scheme.saltLength ?? 0) <= Number(bits) / 8;
  });
}
