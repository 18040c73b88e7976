/** Object identifiers of key types (RFC 3279, RFC 8410, RFC 4055). */
export const keyOids = {
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  dsa: '1.2.840.10040.4.1',
  ec: '1.2.840.10045.2.1',
} as const;

/** Named curves that a JWK can name (RFC 7518 section 6.2.1.1, RFC 8812), with the length of a coordinate in bytes. */
export const ecCurves: readonly { readonly oid: string; readonly crv: string; readonly length: number }[] = [
  { oid: '1.2.840.10045.3.1.7', crv: 'P-256', length: 32 },
  { oid: '1.3.132.0.34', crv: 'P-384', length: 48 },
  { oid: '1.3.132.0.35', crv: 'P-521', length: 66 },
  { oid: '1.3.132.0.10', crv: 'secp256k1', length: 32 },
];

/** Curves that no JWK can name, by the names that openssl knows them by (RFC 5639 section 4.1, SEC 2). */
export const otherCurves: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.1': 'prime192v1',
  '1.3.132.0.33': 'secp224r1',
  ...Object.fromEntries(
    [160, 192, 224, 256, 320, 384, 512].flatMap((bits, index) => [
      [`1.3.36.3.3.2.8.1.1.${2 * index + 1}`, `brainpoolP${bits}r1`],
      [`1.3.36.3.3.2.8.1.1.${2 * index + 2}`, `brainpoolP${bits}t1`],
    ]),
  ),
};

/** Edwards and Montgomery curves (RFC 8037, RFC 8410), with the length of a key in bytes. */
export const okpCurves: readonly { readonly oid: string; readonly crv: string; readonly length: number }[] = [
  { oid: '1.3.101.112', crv: 'Ed25519', length: 32 },
  { oid: '1.3.101.113', crv: 'Ed448', length: 57 },
  { oid: '1.3.101.110', crv: 'X25519', length: 32 },
  { oid: '1.3.101.111', crv: 'X448', length: 56 },
];
