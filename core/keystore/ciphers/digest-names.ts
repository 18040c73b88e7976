// Hash functions by OID, with the name that node:crypto knows them by and their lengths in bytes.

export interface Digest {
  readonly name: string;
  readonly length: number;
  /** The length of a block of its compression function. */
  readonly block: number;
}

const sha1: Digest = { name: 'sha1', length: 20, block: 64 };
const sha224: Digest = { name: 'sha224', length: 28, block: 64 };
const sha256: Digest = { name: 'sha256', length: 32, block: 64 };
const sha384: Digest = { name: 'sha384', length: 48, block: 128 };
const sha512: Digest = { name: 'sha512', length: 64, block: 128 };
const sha512t224: Digest = { name: 'sha512-224', length: 28, block: 128 };
const sha512t256: Digest = { name: 'sha512-256', length: 32, block: 128 };

const sha3 = (bits: number): Digest => ({ name: `sha3-${bits}`, length: bits / 8, block: 200 - bits / 4 });

/** RFC 8017 appendix B.1, SHA-3 as NIST numbers it, and MD5 from older stores. */
export const digests: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.5': { name: 'md5', length: 16, block: 64 },
  '1.3.14.3.2.26': sha1,
  '2.16.840.1.101.3.4.2.4': sha224,
  '2.16.840.1.101.3.4.2.1': sha256,
  '2.16.840.1.101.3.4.2.2': sha384,
  '2.16.840.1.101.3.4.2.3': sha512,
  '2.16.840.1.101.3.4.2.5': sha512t224,
  '2.16.840.1.101.3.4.2.6': sha512t256,
  '2.16.840.1.101.3.4.2.7': sha3(224),
  '2.16.840.1.101.3.4.2.8': sha3(256),
  '2.16.840.1.101.3.4.2.9': sha3(384),
  '2.16.840.1.101.3.4.2.10': sha3(512),
};

/** The pseudo-random functions of PBKDF2: RFC 8018 appendix B.1.2, and the SHA-3 ones of NIST. */
export const hmacs: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.6': { name: 'md5', length: 16, block: 64 },
  '1.2.840.113549.2.7': sha1,
  '1.2.840.113549.2.8': sha224,
  '1.2.840.113549.2.9': sha256,
  '1.2.840.113549.2.10': sha384,
  '1.2.840.113549.2.11': sha512,
  '1.2.840.113549.2.12': sha512t224,
  '1.2.840.113549.2.13': sha512t256,
  '2.16.840.1.101.3.4.2.13': sha3(224),
  '2.16.840.1.101.3.4.2.14': sha3(256),
  '2.16.840.1.101.3.4.2.15': sha3(384),
  '2.16.840.1.101.3.4.2.16': sha3(512),
};
