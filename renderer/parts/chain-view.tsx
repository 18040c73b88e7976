import { FileBadge, Link2Off, ShieldCheck } from 'lucide-react';
import type { CertificateDescription } from '../../shared/contract/certificate.ts';
import { commonName, missingIssuer } from './chain.ts';
import './chain-view.css';

interface ChainViewProps {
  chain: readonly CertificateDescription[];
  selected: number;
  onSelect: (index: number) => void;
}

/** A certificate chain drawn as one: the leaf first, each link under the one it vouches for. */
export function ChainView({ chain, selected, onSelect }: ChainViewProps) {
  const missing = missingIssuer(chain);
  return (
    <ol className="chain" aria-label="Certificate chain">
      {chain.map((certificate, index) => (
        <li key={certificate.sha256} className="chain-link">
          <button
            type="button"
            className="chain-certificate"
            aria-pressed={index === selected}
            onClick={() => onSelect(index)}
          >
            {certificate.selfSigned ? <ShieldCheck aria-hidden="true" /> : <FileBadge aria-hidden="true" />}
            <span className="grow">
              <span className="chain-name break">{commonName(certificate.subject)}</span>
              <span className="chain-role">{roleOf(index, chain)}</span>
            </span>
          </button>
        </li>
      ))}
      {missing === undefined ? null : (
        <li className="chain-link chain-missing">
          <Link2Off aria-hidden="true" />
          <span className="break">
            Not in the file: <strong>{commonName(missing)}</strong>, who signed the last one
          </span>
        </li>
      )}
    </ol>
  );
}

function roleOf(index: number, chain: readonly CertificateDescription[]): string {
  const certificate = chain[index];
  if (certificate?.selfSigned) return index === 0 ? 'self-signed' : 'root';
  return index === 0 ? 'end entity' : 'intermediate';
}
