import { CircleAlert, CircleCheck, Info, TriangleAlert, Wrench } from 'lucide-react';
import type { Finding, Severity } from '../../shared/jwt/finding.ts';
import type { Fix } from '../../shared/jwt/fix.ts';
import { Button } from './button.tsx';
import './findings-list.css';
import { sentence } from './sentence.ts';

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info };
const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

type Shown = Omit<Finding, 'code'> & { readonly code: string };

interface FindingsListProps {
  findings: readonly Shown[];
  /** What to say where there are none. */
  none?: string | undefined;
  label?: string;
  /** Mends what a finding names, where it knows how; without it no such button is shown. */
  onFix?: (fix: Fix) => void;
}

/** What is to be said about a token or a chain, the worst first, each with the text it comes from. */
export function FindingsList({ findings, none, label = 'Findings', onFix }: FindingsListProps) {
  if (findings.length === 0) {
    return none ? (
      <p className="findings-none">
        <CircleCheck aria-hidden="true" />
        {none}
      </p>
    ) : null;
  }
  const sorted = findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  return (
    <ul className="findings" aria-label={label}>
      {sorted.map((finding) => {
        const Icon = icons[finding.severity];
        const { fix } = finding;
        return (
          <li
            key={`${finding.code} ${finding.path} ${finding.message}`}
            className={`finding finding-${finding.severity}`}
          >
            <Icon aria-hidden="true" />
            <div className="break grow">
              <span className="visually-hidden">{finding.severity}: </span>
              <span className="finding-message">{sentence(finding.message)}</span>
              <span className="finding-source">
                <code>{finding.path}</code>
                {finding.reference ? <span>{finding.reference}</span> : null}
              </span>
            </div>
            {fix && onFix ? (
              <Button size="small" icon={<Wrench aria-hidden="true" />} onClick={() => onFix(fix)}>
                {fix.title}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
