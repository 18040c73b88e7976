import type { StoreEntry } from '../../core/key/key-store.ts';
import { failure } from './keytool-error.ts';
import { isSelfSigned, isSignedBy, sameBytes, samePublicKey } from './verify-signature.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { certificateWeaknesses } from './weakness.ts';

interface Trusted {
  readonly alias: string;
  readonly certificate: Uint8Array;
}

function trustedOf(entries: readonly StoreEntry[]): Trusted[] {
  return entries.flatMap(({ alias, chain: [certificate] }) =>
    certificate === undefined ? [] : [{ alias, certificate }],
  );
}

/**
 * A certificate with those that issued it, up to one that is self-signed, out of the store's.
 * @returns leaf first; undefined where the store does not hold them all
 */
export function establishChain(
  certificate: Uint8Array,
  entries: readonly StoreEntry[],
  warnings: KeytoolWarnings,
): Uint8Array[] | undefined {
  const chain = climb({ alias: '', certificate }, trustedOf(entries), 0);
  if (chain === undefined) return undefined;
  for (const { alias, certificate: each } of chain.toReversed())
    warnings.add(...certificateWeaknesses(alias === '' ? 'The input' : `Issuer <${alias}>`, each));
  return chain.map((each) => each.certificate);
}

/** Longest chain that is followed: certificates can issue one another. */
const maxLength = 32;

function climb(from: Trusted, trusted: readonly Trusted[], depth: number): Trusted[] | undefined {
  if (isSelfSigned(from.certificate)) return [from];
  if (depth >= maxLength) return undefined;
  for (const issuer of trusted) {
    if (!isSignedBy(from.certificate, issuer.certificate)) continue;
    const rest = climb(issuer, trusted, depth + 1);
    if (rest !== undefined) return [from, ...rest];
  }
  return undefined;
}

/** The store's certificate that is this one, or that signed it. */
export function findSigner(certificate: Uint8Array, entries: readonly StoreEntry[]): Trusted | undefined {
  const trusted = trustedOf(entries);
  return (
    trusted.find((each) => sameBytes(each.certificate, certificate)) ??
    trusted.find((each) => isSignedBy(certificate, each.certificate))
  );
}

/** A reply of several certificates in order: that of the key first, then each one's issuer. */
export function orderReply(alias: string, own: Uint8Array, reply: readonly Uint8Array[]): Uint8Array[] {
  const rest = reply.filter((der, i) => reply.findIndex((other) => sameBytes(other, der)) === i);
  const at = rest.findIndex((der) => samePublicKey(der, own));
  if (at < 0) throw failure(`Certificate reply does not contain public key for <${alias}>`);
  const chain = rest.splice(at, 1);
  while (rest.length > 0) {
    const last = chain.at(-1) ?? own;
    const issuer = rest.findIndex((der) => isSignedBy(last, der));
    if (issuer < 0 && rest.length > 1) throw failure('Incomplete certificate chain in reply');
    chain.push(...rest.splice(Math.max(issuer, 0), 1));
  }
  return chain;
}
