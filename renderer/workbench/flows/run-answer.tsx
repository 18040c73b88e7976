import { AnswerError } from '../../parts/exchange/answer-error.tsx';
import { AnswerMembers } from '../../parts/exchange/answer-members.tsx';
import { statusWords } from '../../parts/exchange/answer-words.ts';
import { clockProblem } from '../../parts/exchange/clock-words.ts';
import { ExchangeDetails } from '../../parts/exchange/exchange-details.tsx';
import { ExchangeFailure } from '../../parts/exchange/exchange-failure.tsx';
import { type Exchanges, isTokenAnswer } from '../../parts/exchange/use-exchanges.ts';
import { Badge } from '../../ui/badge.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { milliseconds } from '../../ui/timing-phases.ts';

/** What came of a flow, or of a request that was sent again. Nothing until one was. */
export function RunAnswer({ exchanges }: { exchanges: Exchanges }) {
  const { steps, failure, cancelled, pending } = exchanges;
  const step = steps.findLast(isTokenAnswer);
  if (!step && !failure && !pending && !cancelled) return null;
  const clock = clockProblem(step?.exchange.clockOffsetSeconds);
  return (
    <Panel
      title="Answer"
      note={
        step ? (
          <>
            <Badge tone={step.exchange.ok ? 'success' : 'danger'}>{statusWords(step.exchange.status)}</Badge>
            <span>{milliseconds(step.exchange.timing.total)}</span>
          </>
        ) : null
      }
    >
      <div role="status" className={pending ? 'quiet' : 'visually-hidden'}>
        {pending ? 'Waiting for the answer' : step ? statusWords(step.exchange.status) : ''}
      </div>
      {cancelled ? <p className="quiet">Cancelled before an answer came.</p> : null}
      <ExchangeFailure failure={failure} />
      {step && !failure ? (
        <>
          {clock ? <Notice tone="warning" title={`The server’s clock is ${clock}`} /> : null}
          <AnswerError exchange={step.exchange} />
          <AnswerMembers exchange={step.exchange} />
          <ExchangeDetails exchange={step.exchange} />
        </>
      ) : null}
    </Panel>
  );
}
