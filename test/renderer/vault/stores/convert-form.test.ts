import { describe, expect, it } from 'vitest';
import { convertInput, emptyForm, questions } from '../../../../renderer/vault/stores/convert-form.ts';

const store = { store: 's', entries: [{ alias: 'a', kind: 'key', chain: [] }] } as const;
const certificates = { store: 's', entries: [{ alias: 'a', kind: 'certificate', chain: [] }] } as const;
const filled = { ...emptyForm, password: 'p', again: 'p', file: '/tmp/new' };

describe('what the conversion asks for', () => {
  it('a password for key stores, and for PEM as long as its private keys are encrypted', () => {
    expect(questions({ ...emptyForm, to: 'jks' }, certificates).password).toBe(true);
    expect(questions({ ...emptyForm, to: 'pem' }, store).password).toBe(true);
    expect(questions({ ...emptyForm, to: 'pem', unencrypted: true }, store).password).toBe(false);
    expect(questions({ ...emptyForm, to: 'pem' }, certificates).password).toBe(false);
    expect(questions({ ...emptyForm, to: 'jwks' }, store)).toEqual({
      password: false,
      legacy: false,
      unencrypted: true,
    });
  });

  it('becomes a call once all is there', () => {
    expect(convertInput(filled, store, true)).toEqual({
      ok: true,
      value: { store: 's', to: 'pkcs12', password: 'p', file: '/tmp/new' },
    });
    expect(convertInput({ ...filled, again: 'q' }, store, true)).toMatchObject({
      ok: false,
      problems: { password: 'the two are not the same' },
    });
    expect(convertInput({ ...filled, file: ' ' }, store, true)).toMatchObject({
      ok: false,
      problems: { file: expect.anything() },
    });
    expect(convertInput({ ...filled, file: '' }, store, false)).toMatchObject({ ok: true });
  });

  it('sends no password that is not asked for', () => {
    const answer = convertInput({ ...filled, to: 'jwks' }, store, false);
    expect(answer).toEqual({ ok: true, value: { store: 's', to: 'jwks' } });
  });
});
