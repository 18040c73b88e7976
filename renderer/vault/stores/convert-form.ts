import type { contract } from '../../../shared/contract/contract.ts';
import type { OpenKeyStore, TargetFormat } from '../../../shared/contract/keystore.ts';
import type { InputOf } from '../../../shared/contract/method.ts';

export type ConvertInput = InputOf<(typeof contract)['keystore']['convert']>;

export interface ConvertForm {
  readonly to: TargetFormat;
  readonly password: string;
  readonly again: string;
  /** Older ciphers, for PKCS#12. */
  readonly legacy: boolean;
  /** Private keys as they are, for PEM and JWK sets. */
  readonly unencrypted: boolean;
}

export const emptyForm: ConvertForm = {
  to: 'pkcs12',
  password: '',
  again: '',
  legacy: false,
  unencrypted: false,
};

export const targetChoices: readonly { readonly value: TargetFormat; readonly label: string }[] = [
  { value: 'pkcs12', label: 'PKCS#12: Windows, Java, openssl' },
  { value: 'jks', label: 'JKS: older Java' },
  { value: 'pem', label: 'PEM: one text file' },
  { value: 'jwks', label: 'JWK set' },
];

/**
 * Which of the form's questions are asked, for this format and what the store holds.
 * @param isDesktop whether the core writes the file itself: through a browser, private keys go encrypted only
 */
export function questions(
  { to, unencrypted }: ConvertForm,
  store: Pick<OpenKeyStore, 'entries'>,
  isDesktop: boolean,
): { readonly password: boolean; readonly legacy: boolean; readonly unencrypted: boolean } {
  const keys = store.entries.some(({ kind }) => kind === 'key');
  const mayBeUnencrypted = isDesktop && keys && (to === 'pem' || to === 'jwks');
  return {
    password: to === 'pkcs12' || to === 'jks' || (to === 'pem' && keys && !(mayBeUnencrypted && unencrypted)),
    legacy: to === 'pkcs12',
    unencrypted: mayBeUnencrypted,
  };
}

/** The call's input, or what is still to be filled in, by field. */
export function convertInput(
  form: ConvertForm,
  store: Pick<OpenKeyStore, 'store' | 'entries'>,
  isDesktop: boolean,
):
  | { readonly ok: true; readonly value: ConvertInput }
  | { readonly ok: false; readonly problems: { readonly password?: string } } {
  const asked = questions(form, store, isDesktop);
  const password = asked.password && form.password === '' ? 'the new file needs a password' : undefined;
  const again = asked.password && form.password !== form.again ? 'the two are not the same' : undefined;
  const problem = password ?? again;
  if (problem !== undefined) return { ok: false, problems: { password: problem } };
  return {
    ok: true,
    value: {
      store: store.store,
      to: form.to,
      ...(asked.password ? { password: form.password } : {}),
      ...(asked.legacy && form.legacy ? { legacy: true } : {}),
      ...(asked.unencrypted && form.unencrypted ? { unencrypted: true } : {}),
    },
  };
}
