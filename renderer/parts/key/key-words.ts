import type { KeyDescription } from '../../../shared/jwt/key-description.ts';

/** `RSA 2048`, `EC P-256`, `Ed25519`, `HMAC 256`; `RSA 2048, unsafe` for a key that proves nothing. */
export function keyInWords(key: KeyDescription | undefined): string {
  if (!key) return 'secret';
  return key.unsafe === undefined ? typeInWords(key) : `${typeInWords(key)}, unsafe`;
}

function typeInWords(key: KeyDescription): string {
  switch (key.type) {
    case 'RSA':
    case 'DSA':
      return `${key.type} ${key.bits ?? ''}`.trim();
    case 'EC':
      return `EC ${key.curve ?? ''}`.trim();
    case 'OKP':
      return key.curve ?? 'OKP';
    case 'AKP':
      return key.restrictedTo?.[0] ?? 'AKP';
    case 'oct':
      return key.bits === undefined ? 'HMAC' : `HMAC ${key.bits}`;
  }
}

/** Why a key proves nothing, for a list of facts; nothing of a key of which that is not known. */
export function unsafeFact(key: KeyDescription | undefined): { name: string; value: string }[] {
  return key?.unsafe === undefined ? [] : [{ name: 'Unsafe', value: `The key ${key.unsafe}.` }];
}
