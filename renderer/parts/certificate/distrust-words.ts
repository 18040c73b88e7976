/** Why a TLS server is not trusted, by the names that Node gives the results of verification. */
const words: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its chain ends in a root that is not known here.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Who issued its certificate is not known here.',
  UNABLE_TO_GET_ISSUER_CERT: 'Its chain is incomplete.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Who issued its certificate is not known here.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  CERT_NOT_YET_VALID: 'Its certificate is not valid yet.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name.',
};

/** A sentence for a reason, which is given as it is where it is not known. */
export function distrustInWords(reason: string | null): string {
  if (reason === null) return '';
  return words[reason] ?? `${reason}.`;
}
