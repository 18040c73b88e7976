import type { Services } from '../../shared/contract/contract.ts';
import type { Sources } from '../sources.ts';

/** Certificate export, as the contract describes it. */
export function createCertificateService(sources: Sources): Services['certificate'] {
  return {
    async export({ source, format, chain = false }) {
      const [{ exportCertificate }, { entry, origin }] = await Promise.all([
        import('./export-certificate.ts'),
        sources.find(source),
      ]);
      const { bytes, ...exported } = await exportCertificate(entry, {
        format,
        chain,
        ...(origin ? { origin } : {}),
      });
      return { ...exported, bytes: bytes.length, base64: Buffer.from(bytes).toString('base64') };
    },
  };
}
