import { AnswerError } from '../../parts/exchange/answer-error.tsx';
import { AnswerMembers } from '../../parts/exchange/answer-members.tsx';
import { statusWords } from '../../parts/exchange/answer-words.ts';
import { ExchangeDetails } from '../../parts/exchange/exchange-details.tsx';
import type { Exchange } from '../../parts/exchange/use-exchanges.ts';
import { Badge } from '../../ui/badge.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { milliseconds } from '../../ui/timing-phases.ts';

const titles: Readonly<Record<Exchange['kind'], string>> = {
  token: 'Token request',
  refresh: 'Refresh',
  introspection: 'Introspection',
  revocation: 'Revocation',
  resource: 'API call',
};

const refused = { title: 'The API did not do it', text: 'What it answered is below.' };

/** What was asked about a token, or called with it, and the answer. */
export function FollowUp({ step }: { step: Exchange }) {
  const title = titles[step.kind];
  const { exchange } = step;
  return (
    <section className="follow-up" aria-label={title}>
      <div className="row">
        <h3 className="sub-heading">{title}</h3>
        <Badge tone={exchange.ok ? 'success' : 'danger'}>{statusWords(exchange.status)}</Badge>
        <span className="small faint">{milliseconds(exchange.timing.total)}</span>
      </div>
      {step.kind === 'resource' ? (
        <>
          <AnswerError exchange={step.exchange} nameless={refused} />
          {step.exchange.body === '' ? (
            <p className="quiet">The answer has no body.</p>
          ) : (
            <CodeBlock wrap label="body" text={pretty(step.exchange.body)} />
          )}
        </>
      ) : (
        <>
          <AnswerError exchange={step.exchange} />
          <AnswerMembers exchange={step.exchange} />
          {step.kind === 'revocation' && step.exchange.ok ? (
            <Notice tone="success" title="The server took the revocation">
              It says so of tokens that it does not know, too: introspection tells.
            </Notice>
          ) : null}
        </>
      )}
      <Disclosure title="Exchange" note={exchange.request.line}>
        <ExchangeDetails exchange={exchange} />
      </Disclosure>
    </section>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
