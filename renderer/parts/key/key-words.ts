import type { KeyDescription } from '../../../shared/jwt/key-description.ts';

/** `RSA 2048`, `EC P-256`, `Ed25519`, `HMAC 256`. */
export function keyInWords(key: KeyDescription | undefined): string {
  if (!key) return 'secret';
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
