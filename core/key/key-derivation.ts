import { pbkdf2, scrypt } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import { damaged } from '../asn1/damaged.ts';

/** Most rounds that a file may ask for: about ten seconds of work. */
export const maxIterations = 10_000_000;
/** Most memory that a file may ask scrypt to use, in bytes. */
export const maxScryptMemory = 256 * 1024 * 1024;
/** Most work that a file may ask scrypt to do: memory times parallelism, in bytes. */
const maxScryptWork = 4 * maxScryptMemory;

/** Errors: `work-factor-too-high`, `damaged-file`. */
export function checkIterations(iterations: number): void {
  if (iterations < 1) throw damaged('it asks for no rounds of key derivation at all');
  if (iterations > maxIterations)
    throw workTooHigh(`${iterations} rounds of key derivation`, `${maxIterations}`);
}

/** The error for a file that asks for more work than it gets. */
export function workTooHigh(asked: string, limit: string): SignetError {
  return new SignetError(
    'work-factor-too-high',
    `the file asks for ${asked}, more than the limit of ${limit}`,
    {
      hint: 'if you trust the file, write it again with openssl and an ordinary work factor',
      details: { asked, limit },
    },
  );
}

/** PBKDF2 (RFC 8018 section 5.2), off the main thread. Errors: `work-factor-too-high`, `algorithm-unsupported`. */
export function derivePbkdf2(
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
  digest: string,
): Promise<Uint8Array> {
  checkIterations(iterations);
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(
        new SignetError(
          'algorithm-unsupported',
          `PBKDF2 with HMAC-${digest.toUpperCase()} is not supported here`,
          {
            cause,
          },
        ),
      );
    try {
      pbkdf2(password, salt, iterations, length, digest, (error, key) =>
        error ? fail(error) : resolve(key),
      );
    } catch (error) {
      // A digest that this build of the crypto library does not have is thrown, not called back.
      fail(error);
    }
  });
}

export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * scrypt (RFC 7914), off the main thread.
 * @param onCost told the blocks of 1 KiB that it will go through, once they are known to be within the limits.
 * Errors: `work-factor-too-high`, `damaged-file`.
 */
export function deriveScrypt(
  password: Uint8Array,
  salt: Uint8Array,
  { N, r, p }: ScryptCost,
  length: number,
  onCost: (blocks: number) => void = () => {},
): Promise<Uint8Array> {
  if (r < 1 || p < 1 || N < 2 || !Number.isInteger(Math.log2(N)))
    throw damaged('it holds impossible scrypt parameters');
  const memory = 128 * r * (N + p);
  if (memory > maxScryptMemory || 128 * r * N * p > maxScryptWork) {
    throw workTooHigh(`scrypt with N=${N}, r=${r}, p=${p}`, `${maxScryptMemory / 1024 / 1024} MiB`);
  }
  onCost(Math.ceil((N * r * p) / 8));
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(damaged('it holds impossible scrypt parameters', cause));
    try {
      // OpenSSL counts some bytes more than the formula.
      const maxmem = maxScryptMemory + 1024 * 1024;
      scrypt(password, salt, length, { N, r, p, maxmem }, (error, key) =>
        error ? fail(error) : resolve(key),
      );
    } catch (error) {
      fail(error);
    }
  });
}
