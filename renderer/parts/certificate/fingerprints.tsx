import { Fragment, useState } from 'react';
import type { CertificateDetails, Digest } from '../../../shared/contract/certificate.ts';
import { Facts } from '../../ui/facts.tsx';
import type { Choice } from '../../ui/select.tsx';
import { Select } from '../../ui/select.tsx';

/** Every hash that servers know a certificate or its key by, in the form that is wanted, each with a copy button. */
export function Fingerprints({ details }: { details: CertificateDetails }) {
  const [form, setForm] = useState<DigestForm>('colons');
  return (
    <>
      <Select label="Written as" value={form} choices={digestForms} onChange={setForm} />
      <Facts
        facts={fingerprintRows(details, form).map(({ name, value }) => ({
          name,
          value: breakable(value),
          copy: value,
          mono: true,
        }))}
      />
    </>
  );
}

/** A long fingerprint breaks behind a colon, never inside a pair. */
function breakable(value: string) {
  let at = 0;
  return value.split(/(?<=:)/).map((part) => {
    at += part.length;
    return (
      <Fragment key={at}>
        {part}
        <wbr />
      </Fragment>
    );
  });
}

type DigestForm = 'colons' | 'hex' | 'base64url';

const digestForms: readonly Choice<DigestForm>[] = [
  { value: 'colons', label: 'Hex with colons: keytool, openssl' },
  { value: 'hex', label: 'Hex, lower case' },
  { value: 'base64url', label: 'base64url: x5t, x5t#S256, kid' },
];

const writers: Readonly<Record<DigestForm, (digest: Digest) => string>> = {
  colons: ({ hex }) => hex.toUpperCase().replace(/..(?=.)/g, '$&:'),
  hex: ({ hex }) => hex,
  base64url: ({ base64url }) => base64url,
};

/** The hashes by the names that their users call them by. A thumbprint is base64url by definition (RFC 7638 section 3). */
export function fingerprintRows(
  { digests, publicKeyFingerprint }: CertificateDetails,
  form: DigestForm,
): { readonly name: string; readonly value: string }[] {
  const write = writers[form];
  const asToken = form === 'base64url';
  return [
    { name: asToken ? 'x5t#S256' : 'SHA-256', value: write(digests.certificateSha256) },
    { name: asToken ? 'x5t' : 'SHA-1', value: write(digests.certificateSha1) },
    { name: 'Key, SHA-256', value: write(digests.keySha256) },
    { name: 'Key ID, SHA-1', value: write(digests.keySha1) },
    ...(digests.thumbprint === undefined
      ? []
      : [{ name: 'JWK thumbprint', value: digests.thumbprint.base64url }]),
    { name: 'Snowflake', value: publicKeyFingerprint },
  ];
}
