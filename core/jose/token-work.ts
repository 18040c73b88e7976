import type { JsonObject } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { WorkBudget, type WorkOptions } from '../key/work-budget.ts';

// What a call about one token may cost, over all of its signatures, recipients and keys. A limit for each of them would
// let a token of many ask for minutes. The unit is a round of PBKDF2 with SHA-256: about a third of a microsecond.

/** One or two seconds of work: a million rounds of PBES2, some two thousand keys to read, or as many signatures to check. */
export const maxTokenWork = 4_000_000;

/** The budget of one call. Errors when it is spent: `work-factor-too-high`. */
export function tokenBudget(options: WorkOptions = {}): WorkBudget {
  return new WorkBudget(maxTokenWork, { ...options, spent: tooMuchWork });
}

/** Making a key of an entry: its parts are parsed, and looked at for what is unsafe. */
export const readKeyWork = 1500;
/** Reading a certificate that may vouch for another. */
export const readCertificateWork = 200;

/** Taking apart one of a token's signatures or recipients. */
export function readPartWork(bytes: number): number {
  return 300 + bytesWork(bytes);
}

/** Checking one signature with one key. */
export function checkWork({ type, bits = 2048, curve }: KeyDescription, bytes: number): number {
  const check =
    type === 'RSA' ? 50 * (bits / 2048) ** 2 : type === 'EC' ? (ecWork[curve ?? ''] ?? slowCurve) : 500;
  return Math.ceil(800 + check) + bytesWork(bytes);
}

/** Trying one key at one recipient: whether it is the right one shows once the work is done. */
export function unwrapWork(
  alg: string,
  { p2c }: JsonObject,
  { type, bits = 2048 }: KeyDescription,
  bytes: number,
): number {
  const rounds = typeof p2c === 'number' && p2c > 0 ? Math.ceil(p2c) : 0;
  if (alg.startsWith('PBES2')) return rounds * (alg.includes('HS256') ? 1 : 2) + bytesWork(bytes);
  const unwrap = type === 'RSA' ? 3000 * (bits / 2048) ** 3 : type === 'oct' ? 300 : slowCurve;
  return Math.ceil(500 + unwrap) + bytesWork(bytes);
}

const slowCurve = 5000;
const ecWork: Readonly<Record<string, number>> = {
  'P-256': 700,
  'P-384': 3000,
  'P-521': 4000,
  secp256k1: 1500,
};

/** Decoding and hashing. */
function bytesWork(bytes: number): number {
  return Math.ceil(bytes / 128);
}

function tooMuchWork(): SignetError {
  return new SignetError(
    'work-factor-too-high',
    'the token and its keys ask for more work than one call may take',
    {
      hint: 'give the one key that it is for; a token from a stranger that asks for so much work is an attack',
      details: { maximum: maxTokenWork },
    },
  );
}
