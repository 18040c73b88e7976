import { writeOutputFile } from '../../core/home/output-file.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { GenerateOptions, VaultEntry } from '../../shared/contract/vault.ts';
import { openVault } from '../support/open-vault.ts';
import { describeOne } from './describe-records.ts';

/** Makes a key in the vault; with `csr`, the subject goes into a certificate request, and not into a certificate. */
export async function generateByOptions(
  { subject, ...wanted }: GenerateOptions,
  { csr, force = false }: { readonly csr?: string; readonly force?: boolean },
): Promise<VaultEntry> {
  if (csr !== undefined && (subject === undefined || wanted.type === 'hmac')) {
    throw new SignetError('usage', '--csr needs a subject, and a key that is no shared secret', {
      hint: 'give it with --subject',
    });
  }
  const { generateEntry } = await import('../../core/vault/generate-entry.ts');
  const vault = await openVault({ create: true });
  const asked = subject === undefined || csr !== undefined ? wanted : { ...wanted, subject };
  const record = await generateEntry(asked);
  const added = await vault.add(record);
  if (csr !== undefined && subject !== undefined && record.secret) {
    const [{ requestCertificate }, { armour }] = await Promise.all([
      import('../../core/certificate/request-certificate.ts'),
      import('../../core/asn1/armour.ts'),
    ]);
    const request = await requestCertificate({ privateKey: record.secret, subject });
    await writeOutputFile(csr, new TextEncoder().encode(armour('CERTIFICATE REQUEST', request)), { force });
  }
  return describeOne(added);
}
