import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import './facts.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** A copy button beside it copies this. */
  readonly copy?: string;
  readonly mono?: boolean;
}

/** Names and values, each value on the line of its name. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.name} className="fact">
          <dt className="fact-name">{fact.name}</dt>
          <dd className={fact.mono ? 'fact-value mono' : 'fact-value'}>
            <span className="break">{fact.value}</span>
            {fact.copy === undefined ? null : <CopyButton label={`Copy ${fact.name}`} text={fact.copy} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
