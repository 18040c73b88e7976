/**
 * The ways in which a key of the vault is used, but for exporting it as a JWK: that is text, which JavaScript forgets by
 * itself.
 */
export const keyUses = [
  'sign',
  'send an assertion',
  'prove a client',
  'prove possession',
  'prove a client by TLS',
  'decrypt',
  'request a certificate',
  'make a certificate',
  'export as PKCS#8',
  'export as PKCS#12',
  'back up',
  'encrypt anew',
  'annotate',
] as const;
export type KeyUse = (typeof keyUses)[number];
