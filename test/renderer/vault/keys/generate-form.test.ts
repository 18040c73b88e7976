import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { freeName } from '../../../../renderer/parts/free-name.ts';
import { subjectFor } from '../../../../renderer/vault/keys/entry-words.ts';
import { type GenerateForm, generateInput } from '../../../../renderer/vault/keys/generate-form.ts';
import { generateOptions } from '../../../../shared/contract/vault.ts';

const form: GenerateForm = {
  name: 'k',
  type: 'rsa',
  size: '3072',
  certificate: 'self-signed',
  subject: '',
  days: '365',
};

describe('generateInput', () => {
  it.each([
    [form, { name: 'k', type: 'rsa', bits: 3072, subject: 'CN=k', days: 365 }],
    [
      { ...form, type: 'ec' as const, size: 'P-384', certificate: 'none' as const },
      { name: 'k', type: 'ec', curve: 'P-384' },
    ],
    [
      { ...form, type: 'hmac' as const, size: '256' },
      { name: 'k', type: 'hmac', bits: 256 },
    ],
    [
      { ...form, type: 'ed25519' as const, size: '', subject: 'CN=x,O=y' },
      { name: 'k', type: 'ed25519', subject: 'CN=x,O=y', days: 365 },
    ],
  ])('makes what the contract takes', (given, expected) => {
    const input = generateInput(given);
    expect(input).toEqual({ ok: true, value: expected });
    expect(z.safeParse(generateOptions, expected).success).toBe(true);
  });

  it('asks for a name and a number of days', () => {
    expect(generateInput({ ...form, name: ' ', days: '0' })).toEqual({
      ok: false,
      problems: { name: expect.any(String), days: expect.any(String) },
    });
  });
});

it('subjectFor escapes what has a meaning in RFC 4514', () => {
  expect(subjectFor('my-key')).toBe('CN=my-key');
  expect(subjectFor('a, b+c')).toBe('CN=a\\, b\\+c');
});

it('freeName counts on from a name that is taken', () => {
  expect(freeName('my-key', [])).toBe('my-key');
  expect(freeName('my-key', [{ name: 'my-key' }, { name: 'my-key-2' }])).toBe('my-key-3');
});
