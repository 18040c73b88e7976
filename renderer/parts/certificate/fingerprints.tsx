import { Fragment, useState } from 'react';
import type { CertificateDetails } from '../../../shared/contract/certificate.ts';
import { Facts } from '../../ui/facts.tsx';
import { Select } from '../../ui/select.tsx';
import { type DigestForm, digestForms, fingerprintRows } from './fingerprint-rows.ts';

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
