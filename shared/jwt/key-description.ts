/** What can be said of a key without holding it. */
export interface KeyDescription {
  readonly type: 'RSA' | 'EC' | 'OKP' | 'oct' | 'DSA' | 'AKP';
  /** RSA and DSA: modulus length. oct: length of the secret. */
  readonly bits?: number;
  /** EC and OKP: the JWK curve name (`P-256`, `Ed25519`), or the OID of a curve that JWK does not name. AKP: the parameter set (`ML-DSA-65`). */
  readonly curve?: string;
  /** A JWK's own key id. */
  readonly kid?: string;
  /** The JWS algorithms that the key's own algorithm identifier restricts it to: of RSA-PSS (RFC 4055) and ML-DSA keys. */
  readonly restrictedTo?: readonly string[];
  /** Why signatures under it prove nothing, as a clause without a subject: `has the exponent 1: …`. */
  readonly unsafe?: string;
  /** RFC 7638 with SHA-256, base64url. Absent for keys that JWK cannot express. */
  readonly thumbprint?: string;
}
