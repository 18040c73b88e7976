import { Check, ShieldAlert, ShieldCheck, ShieldX, X } from 'lucide-react';
import type { Verdict } from '../../shared/contract/jose.ts';
import { keyInWords } from '../parts/key/key-words.ts';
import { type Fact, Facts } from '../ui/facts.tsx';
import { FindingsList } from '../ui/findings-list.tsx';
import { sentence } from '../ui/sentence.ts';

const icons = { success: ShieldCheck, warning: ShieldAlert, danger: ShieldX };

/** The verdict in large, and why. */
export function VerdictBanner({ verdict }: { verdict: Verdict }) {
  const words = verdictWords(verdict);
  const Icon = icons[words.tone];
  return (
    <div className={`verdict tone-${words.tone}`} role="status" aria-label="Verdict">
      <Icon aria-hidden="true" />
      <div>
        <p className="verdict-title">{words.title}</p>
        <p className="verdict-why">{sentence(words.why)}</p>
      </div>
    </div>
  );
}

/** All that was checked, and the key it was checked with. */
export function VerdictDetails({ verdict }: { verdict: Verdict }) {
  return (
    <div className="stack">
      <ul className="checks" aria-label="Checks">
        <ClaimCheckItem name="signature" ok={verdict.signature === 'valid'} reason={verdict.signature} />
        {verdict.claims.map((claim) => (
          <ClaimCheckItem key={claim.name} name={claim.name} ok={claim.ok} reason={claim.reason} />
        ))}
      </ul>
      {verdict.signatures ? (
        <ul className="checks" aria-label="Signatures">
          {verdict.signatures.map(({ header, signature }, index) => (
            <ClaimCheckItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a signature has no identity but its place.
              key={index}
              name={`signature ${index + 1}${typeof header.kid === 'string' ? ` · ${header.kid}` : ''}`}
              ok={signature === 'valid'}
              reason={signature}
            />
          ))}
        </ul>
      ) : null}
      {verdict.key ? <Facts facts={keyFacts(verdict.key)} /> : null}
      <FindingsList findings={verdict.findings} />
    </div>
  );
}

function ClaimCheckItem({ name, ok, reason }: { name: string; ok: boolean; reason: string | undefined }) {
  return (
    <li className={ok ? 'check-item check-item-ok' : 'check-item check-item-failed'}>
      {ok ? <Check aria-hidden="true" /> : <X aria-hidden="true" />}
      <code>{name}</code>
      <span>{ok ? 'ok' : (reason ?? 'failed')}</span>
    </li>
  );
}

function keyFacts(key: NonNullable<Verdict['key']>): Fact[] {
  return [
    { name: 'Key', value: `${keyInWords(key)}, from ${key.source}` },
    ...(key.kid === undefined ? [] : [{ name: 'Key ID', value: key.kid, copy: key.kid, mono: true }]),
    ...(key.thumbprint === undefined
      ? []
      : [{ name: 'Thumbprint', value: key.thumbprint, copy: key.thumbprint, mono: true }]),
  ];
}

interface VerdictWords {
  readonly tone: 'success' | 'warning' | 'danger';
  readonly title: string;
  readonly why: string;
}

/** The verdict in one line and its reason in another: whether the signature or a claim failed must not be confused. */
export function verdictWords(verdict: Verdict): VerdictWords {
  const because =
    verdict.findings.find((finding) => finding.code === verdict.reason)?.message ?? verdict.reason ?? '';
  if (verdict.valid) {
    return { tone: 'success', title: 'Valid', why: 'The signature is valid, and every claim checked holds.' };
  }
  switch (verdict.signature) {
    case 'valid':
      return { tone: 'warning', title: 'Signature valid, token not acceptable', why: because };
    case 'invalid':
      return { tone: 'danger', title: 'Signature invalid', why: because };
    case 'unchecked':
      return { tone: 'danger', title: 'Not verified', why: because };
  }
}
