import { describe, expect, it } from 'vitest';
import { readToken } from '../../../../renderer/features/inspect/read-token.ts';
import { verdictWords } from '../../../../renderer/features/inspect/verdict-words.ts';
import {
  chosenKey,
  noKey,
  optionProblem,
  verifyInput,
} from '../../../../renderer/features/inspect/verify-input.ts';
import { validVerdict } from '../../../fakes/fake-client.ts';

const none = { issuer: '', audience: '', leeway: '', at: '' };

describe('chosenKey', () => {
  it('gives the key of the chosen source', () => {
    expect(chosenKey({ ...noKey, from: 'vault', entry: 'e1' })).toEqual({ entry: 'e1' });
    expect(chosenKey({ ...noKey, from: 'secret', secret: 'x', encoding: 'hex' })).toEqual({
      secret: 'x',
      encoding: 'hex',
    });
    expect(chosenKey({ ...noKey, from: 'file', file: { name: 'f', base64: 'AA==' }, password: 'p' })).toEqual(
      { file: 'AA==', password: 'p' },
    );
  });

  it('gives none before a choice was made, whatever stands in the fields', () => {
    expect(chosenKey({ ...noKey, entry: 'e1', text: 'pem', secret: 'x' })).toBeUndefined();
    expect(chosenKey({ ...noKey, from: 'text', text: '  ' })).toBeUndefined();
  });
});

describe('verifyInput', () => {
  it('takes times as they are typed', () => {
    const options = { issuer: 'a', audience: ' b ', leeway: '5m', at: '-1h' };
    expect(optionProblem(options)).toEqual({});
    expect(verifyInput('t', { entry: 'e' }, options, 10_000)).toEqual({
      token: 't',
      key: { entry: 'e' },
      issuer: 'a',
      audience: 'b',
      leeway: 300,
      at: 6400,
    });
  });

  it('leaves out what is empty', () =>
    expect(verifyInput('t', { entry: 'e' }, none, 0)).toEqual({ token: 't', key: { entry: 'e' } }));

  it('names what it does not understand', () => {
    expect(optionProblem({ ...none, leeway: 'much', at: 'soon' })).toEqual({
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

describe('readToken', () => {
  const token = 'eyJhbGciOiJub25lIn0.e30.';
  it('passes over what copying brings along', () => {
    for (const text of [
      token,
      ` ${token}\n`,
      `Bearer ${token}`,
      `Authorization: Bearer ${token}`,
      `"${token}",`,
    ]) {
      expect(readToken(text)).toMatchObject({ kind: 'decoded', token: { kind: 'unsecured' } });
    }
  });
  it('says nothing of nothing', () => expect(readToken(' \n')).toEqual({ kind: 'empty' }));
  it('reports a token that is too large', () => {
    expect(readToken('a'.repeat(3 * 1024 * 1024))).toMatchObject({
      kind: 'failed',
      error: { code: 'input-too-large' },
    });
  });
});
