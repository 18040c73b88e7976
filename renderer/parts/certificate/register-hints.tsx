import type { ExportFormat } from '../../../shared/servers/server.ts';
import { useServers } from '../../state/servers.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';

interface RegisterHintsProps {
  format: ExportFormat;
  onFormat: (format: ExportFormat) => void;
}

/** Where each known server wants the certificate, and the form that it takes there. */
export function RegisterHints({ format, onFormat }: RegisterHintsProps) {
  const { servers } = useServers();
  return (
    <section className="stack-tight" aria-label="Where to register it">
      <h3 className="sub-heading">Where to register it</h3>
      <Facts
        facts={servers.map(({ title, certificate }) => ({
          name: title,
          value: (
            <>
              {certificate.where}{' '}
              {certificate.format === format ? null : (
                <Button size="small" onClick={() => onFormat(certificate.format)}>
                  Use {certificate.format.toUpperCase()}
                </Button>
              )}
            </>
          ),
        }))}
      />
    </section>
  );
}
