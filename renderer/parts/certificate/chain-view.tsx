import { FileBadge, Link2Off, ShieldCheck } from 'lucide-react';
import type { ChainProblem } from '../../../shared/contract/certificate.ts';
import type { ListedCertificate } from '../../../shared/contract/certificate-description.ts';
import { Badge } from '../../ui/badge.tsx';
import { expiryState } from '../../ui/expiry-state.ts';
import { localDate, secondsOf } from '../../ui/local-time.ts';
import { useNow } from '../../ui/use-now.ts';
import { commonName, linkBadge, missingIssuer } from './chain.ts';
import './chain-view.css';

interface ChainViewProps {
  chain: readonly ListedCertificate[];
  /** Who is missing at the end, once the core has looked; until then it is told by the names alone. */
  missing?: string | null | undefined;
  problems?: readonly ChainProblem[];
  selected: number;
  onSelect: (index: number) => void;
}

/** A certificate chain drawn as one: the leaf first, each link under the one it vouches for. */
export function ChainView({ chain, missing: told, problems = [], selected, onSelect }: ChainViewProps) {
  const now = useNow(60_000);
  const missing = told === undefined ? missingIssuer(chain) : (told ?? undefined);
  return (
    <ol className="chain" aria-label="Certificate chain">
      {chain.map((certificate, index) => {
        const { state } = expiryState(certificate.notBefore, certificate.notAfter, now);
        const badge = linkBadge(index, problems, state);
        return (
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
                <span className="chain-role">
                  {roleOf(index, chain)} · until {localDate(secondsOf(certificate.notAfter))}
                </span>
              </span>
              {badge ? <Badge tone={badge.tone}>{badge.words}</Badge> : null}
            </button>
          </li>
        );
      })}
      {missing === undefined ? null : (
        <li className="chain-link chain-missing">
          <Link2Off aria-hidden="true" />
          <span className="break">
            Missing: <strong title={missing}>{commonName(missing)}</strong>, who issued the last one
          </span>
        </li>
      )}
    </ol>
  );
}

function roleOf(index: number, chain: readonly ListedCertificate[]): string {
  const certificate = chain[index];
  if (certificate?.selfSigned) return index === 0 ? 'self-signed' : 'root';
  return index === 0 ? 'end entity' : 'intermediate';
}
