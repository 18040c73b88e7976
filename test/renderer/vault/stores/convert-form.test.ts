import { describe, expect, it } from 'vitest';
import { convertInput, emptyForm, questions } from '../../../../renderer/vault/stores/convert-form.ts';

const store = { store: 's', entries: [{ alias: 'a', kind: 'key', chain: [] }] } as const;
const certificates = { store: 's', entries: [{ alias: 'a', kind: 'certificate', chain: [] }] } as const;
const filled = { ...emptyForm, password: 'p', again: 'p' };

describe('what the conversion asks for', () => {
  it('a password for key stores, and for PEM as long as its private keys are encrypted', () => {
    expect(questions({ ...emptyForm, to: 'jks' }, certificates, true).password).toBe(true);
    expect(questions({ ...emptyForm, to: 'pem' }, store, true).password).toBe(true);
    expect(questions({ ...emptyForm, to: 'pem', unencrypted: true }, store, true).password).toBe(false);
    expect(questions({ ...emptyForm, to: 'pem' }, certificates, true).password).toBe(false);
    expect(questions({ ...emptyForm, to: 'jwks' }, store, true)).toEqual({
      password: false,
      legacy: false,
      unencrypted: true,
    });
  });

  it('no leave for private keys as they are, in a browser', () => {
    expect(questions({ ...emptyForm, to: 'jwks', unencrypted: true }, store, false).unencrypted).toBe(false);
    const pem = { ...filled, to: 'pem', unencrypted: true } as const;
    expect(questions(pem, store, false)).toMatchObject({ password: true, unencrypted: false });
    expect(convertInput(pem, store, true)).toMatchObject({ value: { unencrypted: true } });
    expect(convertInput(pem, store, false)).toEqual({
      ok: true,
      value: { store: 's', to: 'pem', password: 'p' },
    });
  });

  it('becomes a call once all is there', () => {
    expect(convertInput(filled, store, true)).toEqual({
      ok: true,
      value: { store: 's', to: 'pkcs12', password: 'p' },
    });
    expect(convertInput({ ...filled, again: 'q' }, store, true)).toMatchObject({
      ok: false,
      problems: { password: 'the two are not the same' },
    });
  });

  it('sends no password that is not asked for', () => {
    const answer = convertInput({ ...filled, to: 'jwks' }, store, false);
    expect(answer).toEqual({ ok: true, value: { store: 's', to: 'jwks' } });
  });
});
