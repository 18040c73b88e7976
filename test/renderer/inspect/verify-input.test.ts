import { describe, expect, it } from 'vitest';
import { verdictWords } from '../../../renderer/inspect/verdict-view.tsx';
import { noOptions, optionProblem, verifyInput } from '../../../renderer/inspect/verify-input.ts';
import type { Verdict } from '../../../shared/contract/jose.ts';

const validVerdict: Verdict = {
  valid: true,
  signature: 'valid',
  reason: null,
  key: { type: 'RSA', bits: 2048, source: 'gateway-key' },
  claims: [{ name: 'exp', ok: true }],
  header: null,
  payload: null,
  findings: [],
};

describe('verifyInput', () => {
  it('takes times as they are typed', () => {
    const options = {
      issuer: 'a',
      audience: ' b ',
      leeway: '5m',
      at: '-1h',
      algorithm: ' ES256 ',
      critical: ['x'],
    };
    expect(optionProblem(options)).toEqual({});
    expect(verifyInput('t', { entry: 'e' }, options, 10_000)).toEqual({
      token: 't',
      key: { entry: 'e' },
      issuer: 'a',
      audience: 'b',
      leeway: 300,
      at: 6400,
      algorithm: 'ES256',
      critical: ['x'],
    });
  });

  it('leaves out what is empty', () =>
    expect(verifyInput('t', { entry: 'e' }, noOptions, 0)).toEqual({ token: 't', key: { entry: 'e' } }));

  it('names what it does not understand', () => {
    expect(optionProblem({ ...noOptions, leeway: 'much', at: 'soon' })).toEqual({
      leeway: expect.any(String),
      at: expect.any(String),
    });
  });
});

describe('verdictWords', () => {
  it('is plain when all is well', () =>
    expect(verdictWords(validVerdict)).toMatchObject({ tone: 'success', title: 'Valid' }));

  it('tells a failed claim from a failed signature', () => {
    const expired = { ...validVerdict, valid: false, reason: 'token-expired' };
    expect(verdictWords(expired)).toMatchObject({
      tone: 'warning',
      title: 'Signature valid, token not acceptable',
    });
    expect(verdictWords({ ...expired, signature: 'invalid' })).toMatchObject({
      tone: 'danger',
      title: 'Signature invalid',
    });
    expect(verdictWords({ ...expired, signature: 'unchecked' }).title).toBe('Not verified');
  });
});
