import { ArrowRight } from 'lucide-react';
import type { Fix } from '../../../shared/jwt/fix.ts';
import { assertionUse } from '../../../shared/oauth/build-request.ts';
import { AnswerError } from '../../parts/exchange/answer-error.tsx';
import { AnswerMembers } from '../../parts/exchange/answer-members.tsx';
import { kindWords, statusWords } from '../../parts/exchange/answer-words.ts';
import { clockProblem } from '../../parts/exchange/clock-words.ts';
import { ExchangeDetails } from '../../parts/exchange/exchange-details.tsx';
import { ExchangeFailure } from '../../parts/exchange/exchange-failure.tsx';
import { isTokenAnswer, type TokenAnswer } from '../../parts/exchange/use-exchanges.ts';
import type { Missing } from '../../state/draft-request.ts';
import { mendDraft } from '../../state/mend-draft.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Pane } from '../../ui/pane.tsx';
import { sentence } from '../../ui/sentence.ts';
import { milliseconds } from '../../ui/timing-phases.ts';
import { FollowUp } from './follow-up.tsx';
import './send.css';
import { sequenceOf } from './sequence.ts';
import { SequenceView } from './sequence-view.tsx';
import { TokenActions } from './token-actions.tsx';
import type { Sender } from './use-sender.ts';

/** What the token endpoint said to the request that is shown, and what it means; or said to the one before, marked as that. */
export function AnswerPanel({ sender }: { sender: Sender }) {
  const { go } = useNavigation();
  const { draft, replaceDraft } = useWorkspace();
  const { steps, failure, cancelled, pending, missing, outdated } = sender;
  const answer = steps.findLast(isTokenAnswer);
  const last = steps.at(-1);
  const clock = clockProblem(answer?.exchange.clockOffsetSeconds);
  const isPrevious = (outdated || missing !== null) && !pending && (last !== undefined || failure !== null);
  return (
    <Pane
      title="Answer"
      note={
        answer ? (
          <>
            {isPrevious ? <Badge>previous request</Badge> : null}
            <Badge tone={isPrevious ? 'neutral' : answer.exchange.ok ? 'success' : 'danger'}>
              {statusWords(answer.exchange.status)}
            </Badge>
            <span>{milliseconds(answer.exchange.timing.total)}</span>
            <span>{answer.exchange.format}</span>
            {answer.kind === 'refresh' ? <span>{kindWords.refresh}</span> : null}
          </>
        ) : null
      }
    >
      <div role="status" className={pending ? 'answer-pending' : 'visually-hidden'}>
        {pending
          ? `Waiting for the answer: ${kindWords[pending]}`
          : answer && !isPrevious
            ? statusWords(answer.exchange.status)
            : ''}
      </div>
      {missing && !pending ? <NotSent missing={missing} /> : null}
      {isPrevious ? (
        <Notice
          tone="info"
          title="This belongs to the previous request"
          actions={
            missing ? undefined : (
              <Button size="small" onClick={sender.send}>
                Send again
              </Button>
            )
          }
        >
          The request has changed since.
        </Notice>
      ) : null}
      {cancelled ? <p className="quiet">Cancelled before an answer came.</p> : null}
      {failure && failure.kind !== 'token' ? (
        <h3 className="sub-heading">{sentence(kindWords[failure.kind])}</h3>
      ) : null}
      <ExchangeFailure failure={failure} />
      {answer ? (
        <div className="stack">
          {clock ? (
            <Notice tone="warning" title={`The server’s clock is ${clock}`}>
              Assertions that are valid here may not be valid there.
            </Notice>
          ) : null}
          <AnswerError exchange={answer.exchange} onFix={fixFor(answer)} />
          <AnswerMembers
            exchange={answer.exchange}
            actions={(name, token) => <TokenActions name={name} token={token} sender={sender} />}
          />
          {last && last !== answer ? <FollowUp step={last} /> : null}
          <SequenceView sequence={sequenceOf(steps, sender.signed)} />
          <ExchangeDetails key={String(answer.exchange.ok)} exchange={answer.exchange} />
        </div>
      ) : last ? (
        <FollowUp step={last} />
      ) : failure || pending || missing || cancelled ? null : (
        <EmptyState
          icon={<ArrowRight aria-hidden="true" />}
          title="The answer appears here"
          actions={<Button onClick={() => go('playground')}>Open playground</Button>}
        >
          Send posts the assertion to the token endpoint. No server at hand? The playground is one.
        </EmptyState>
      )}
    </Pane>
  );

  /** An explanation speaks of the assertion that was sent: its fixes mend the draft where that was the composed one. */
  function fixFor({ kind, exchange }: TokenAnswer): ((fix: Fix) => void) | undefined {
    const spokenOf = exchange.error?.error === 'invalid_client' ? 'client' : 'grant';
    const use = assertionUse(draft);
    const isComposed = use === 'client' || (use === 'grant' && spokenOf === 'grant');
    return isComposed && kind === 'token'
      ? (fix) => replaceDraft(fix.title, (before) => mendDraft(before, fix))
      : undefined;
  }
}

const fieldWords: Readonly<Record<keyof Missing, string>> = {
  preset: 'Preset',
  assertionKey: 'Key',
  endpoint: 'Endpoint',
  clientId: 'Client ID',
  secret: 'Client secret',
  key: 'Key of the client',
  token: 'Token',
};

/** Why nothing was sent. */
function NotSent({ missing }: { missing: Missing }) {
  const reasons = Object.entries(missing) as [keyof Missing, string][];
  return (
    <Notice tone="danger" title="Not sent">
      <ul className="not-sent">
        {reasons.map(([field, reason]) => (
          <li key={field}>
            {fieldWords[field]}: {reason}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
