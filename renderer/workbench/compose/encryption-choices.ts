import type { AlgorithmSupport } from '../../../shared/contract/jose.ts';
import { keyManagementAlgorithms, keyManagementForKey } from '../../../shared/jwt/encryption-algorithms.ts';
import type { KeyDescription } from '../../../shared/jwt/key-description.ts';
import type { KeyOrigin } from '../../parts/key/key-choice.ts';

/** The content encryptions that work here, the usual choice first. */
export function encryptionChoices(algorithms: readonly AlgorithmSupport[]): readonly string[] {
  const working = namesOf(algorithms, 'content-encryption');
  return working.toSorted((a, b) => Number(b === 'A256GCM') - Number(a === 'A256GCM'));
}

/**
 * The key-management algorithms that work here and go with the recipient's key. Of a pasted key nothing is known before
 * the core has read it: all are offered but those for secrets; and for a secret only those.
 */
export function keyManagementChoices(
  algorithms: readonly AlgorithmSupport[],
  from: KeyOrigin,
  key: KeyDescription | undefined,
  enc: string,
): readonly string[] {
  const working = namesOf(algorithms, 'key-management');
  if (key) {
    const fitting = keyManagementForKey(key, enc);
    return fitting.filter((name) => working.includes(name));
  }
  const forSecret = (name: string) => keyManagementAlgorithms[name]?.keyType === 'oct';
  return working.filter((name) => forSecret(name) === (from === 'secret'));
}

function namesOf(algorithms: readonly AlgorithmSupport[], use: AlgorithmSupport['use']): readonly string[] {
  return algorithms.filter((each) => each.use === use && each.supported).map(({ name }) => name);
}
