import { SignetError } from '../../shared/base/signet-error.ts';
import { algorithmName } from './algorithm-names.ts';

/** The error for an algorithm that Signet does not have; `use` says what the file uses it for. */
export function algorithmUnsupported(use: string, oid: string, hint?: string): SignetError {
  const name = algorithmName(oid);
  return new SignetError(
    'algorithm-unsupported',
    `the file's ${use} is ${name === oid ? `an unknown algorithm (${oid})` : `${name} (${oid})`}, which is not supported`,
    { hint: hint ?? 'write the file again with AES-256 and SHA-256', details: { algorithm: name, oid } },
  );
}
