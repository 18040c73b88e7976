import { describe, expect, it } from 'vitest';
import {
  knownClaim,
  knownClaims,
  knownHeaderParameter,
  knownHeaderParameters,
  startValue,
} from '../../../shared/jwt/claim-names.ts';
import { timeClaims } from '../../../shared/jwt/claim-types.ts';

describe('claim names', () => {
  it('knows a claim and a header parameter by its own name alone', () => {
    expect(knownClaim('exp')).toMatchObject({ title: 'Expires', reference: 'RFC 7519 section 4.1.4' });
    expect(knownHeaderParameter('x5t#S256')?.reference).toBe('RFC 7515 section 4.1.8');
    expect(knownClaim('constructor')).toBeUndefined();
    expect(knownHeaderParameter('toString')).toBeUndefined();
  });

  it('agrees with the checks about which claims are times', () => {
    for (const name of Object.keys(timeClaims)) expect(knownClaim(name)?.kind).toBe('numeric-date');
  });

  it('explains every name with a document, in one line', () => {
    for (const [name, known] of [...Object.entries(knownClaims), ...Object.entries(knownHeaderParameters)]) {
      expect(known.reference, name).toMatch(/^(?:RFC \d{4}|OpenID|W3C|FAPI)/);
      expect(known.meaning, name).toMatch(/^[^\n]{5,100}[^.]$/);
    }
  });

  it('starts a member with an empty value of its kind', () => {
    expect(startValue(knownClaim('roles'))).toEqual(['']);
    expect(startValue(knownClaim('email_verified'))).toBe(true);
    expect(startValue(knownClaim('auth_time'))).toBe('now');
    expect(startValue(undefined)).toBe('');
  });
});
