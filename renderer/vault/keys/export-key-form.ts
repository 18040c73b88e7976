import type { contract } from '../../../shared/contract/contract.ts';
import type { InputOf } from '../../../shared/contract/method.ts';
import type { KeyExportFormat, VaultEntry } from '../../../shared/contract/vault.ts';
import { passphraseProblem } from '../../parts/vault/passphrase.ts';
import type { Choice } from '../../ui/select.tsx';

export type ExportKeyInput = InputOf<(typeof contract)['vault']['export']>;

export interface ExportKeyForm {
  readonly format: KeyExportFormat;
  readonly password: string;
  readonly again: string;
  readonly unencrypted: boolean;
}

const formats: readonly (Choice<KeyExportFormat> & { readonly kinds: readonly VaultEntry['kind'][] })[] = [
  { value: 'pkcs8', label: 'PKCS#8 PEM: openssl, most servers', kinds: ['key'] },
  { value: 'pkcs12', label: 'PKCS#12: Windows, Java, browsers', kinds: ['key', 'secret'] },
  { value: 'jwk', label: 'JWK, encrypted as JWE', kinds: ['key', 'secret'] },
];

/** The formats that take such an entry. */
export function formatChoices(kind: VaultEntry['kind']): readonly Choice<KeyExportFormat>[] {
  return formats.filter(({ kinds }) => kinds.includes(kind));
}

export function emptyForm(kind: VaultEntry['kind']): ExportKeyForm {
  const format = formatChoices(kind)[0]?.value ?? 'jwk';
  return { format, password: '', again: '', unencrypted: false };
}

/** PKCS#12 knows no file without encryption. */
export function canBeUnencrypted(format: KeyExportFormat): boolean {
  return format !== 'pkcs12';
}

type Checked =
  | { readonly ok: true; readonly value: ExportKeyInput }
  | { readonly ok: false; readonly problems: { readonly password?: string } };

/** The call's input, or what is still to be filled in, by field. */
export function exportKeyInput(form: ExportKeyForm, entry: string): Checked {
  const unencrypted = form.unencrypted && canBeUnencrypted(form.format);
  const password = unencrypted ? undefined : passphraseProblem(form.password, form.again);
  if (password !== undefined) return { ok: false, problems: { password } };
  return {
    ok: true,
    value: {
      entry,
      format: form.format,
      ...(unencrypted ? { unencrypted } : { password: form.password }),
      confirm: true,
    },
  };
}
