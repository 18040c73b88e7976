import { describe, expect, it } from 'vitest';
import {
  fillTemplate,
  fitsTemplate,
  holdsPattern,
  placeholdersIn,
} from '../../../shared/servers/text-pattern.ts';
import { withWatchdog } from '../watchdog.ts';

describe('holdsPattern', () => {
  it.each([
    ['AADSTS700027: Client assertion …', 'AADSTS700027', true],
    ['AADSTS700027: Client assertion …', 'AADSTS70002', false],
    ['AADSTS7000275: …', 'AADSTS700027', false],
    ['first AADSTS700027, then AADSTS70002.', 'AADSTS70002', true],
    ['The Assertion HAS EXPIRED', 'expir', true],
    ['Mandatory fields(Issuer) are empty', 'mandatory fields*are empty', true],
    ['are empty: mandatory fields', 'mandatory fields*are empty', false],
    ['', 'x', false],
    ['', '', true],
    ['abc', 'a**c', true],
    ['aaab', 'aab', true],
    ['abababac', 'ababac', true],
    ['11 1', '1', true],
    ['a11 a1', 'a1', true],
    ['a11 a12', 'a1', false],
    ['ab ab', 'ab*ab*ab', false],
  ])('%j, %j: %s', (text, pattern, expected) => {
    expect(holdsPattern(text, pattern)).toBe(expected);
  });

  it('comes to an end on a hostile text', () => {
    const text = '70002'.repeat(1_000_000);
    expect(withWatchdog(() => holdsPattern(text, '70002*70002*x'))).toBe(false);
    // Each letter of the pattern against each of the text would be 2 × 10^10 comparisons.
    const letters = 'a'.repeat(2_000_000);
    expect(withWatchdog(() => holdsPattern(letters, `b${'a'.repeat(10_000)}`))).toBe(false);
  });
});

describe('fitsTemplate', () => {
  const token = 'https://login.example/{tenant}/v2.0/token';
  it.each([
    ['https://login.example/common/v2.0/token', token, true],
    ['https://login.example//v2.0/token', token, false],
    ['https://login.example/common/v2.0/token/', token, false],
    ['https://login.example/a b/v2.0/token', token, false],
    ['ACME.ME.SHA256:qyPt+/=', '{A}.{B}.SHA256:{c}', true],
    ['ACME.SHA256:x', '{A}.{B}.SHA256:{c}', false],
    ['ACME.ME.SHA256:', '{A}.{B}.SHA256:{c}', false],
    ['appstoreconnect-v1', 'appstoreconnect-v1', true],
    ['appstoreconnect-v2', 'appstoreconnect-v1', false],
  ])('%j, %j: %s', (text, template, expected) => {
    expect(fitsTemplate(text, template)).toBe(expected);
  });
});

it('finds and fills placeholders, and leaves unknown ones', () => {
  expect(placeholdersIn('https://{host}/{realm}/{host}')).toEqual(['host', 'realm']);
  expect(fillTemplate('https://{host}/{realm}', { host: 'a.example' })).toBe('https://a.example/{realm}');
  expect(fillTemplate('{constructor}', {})).toBe('{constructor}');
});
