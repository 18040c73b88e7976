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
import { mendDraft } from '../../state/mend-draft.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { milliseconds } from '../../ui/timing-phases.ts';
import { FollowUp } from './follow-up.tsx';
import './send.css';
import { sequenceOf } from './sequence.ts';
import { SequenceView } from './sequence-view.tsx';
import { TokenActions } from './token-actions.tsx';
import type { Sender } from './use-sender.ts';

/** What the token endpoint said, and what it means. */
export function AnswerPanel({ sender }: { sender: Sender }) {
  const { go } = useNavigation();
  const { draft, replaceDraft } = useWorkspace();
  const { steps, failure, pending } = sender;
  const answer = steps.findLast(isTokenAnswer);
  const last = steps.at(-1);
  const clock = clockProblem(answer?.exchange.clockOffsetSeconds);
  return (
    <Panel
      title="Answer"
      note={
        answer ? (
          <>
            <Badge tone={answer.exchange.ok ? 'success' : 'danger'}>
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
          : answer
            ? statusWords(answer.exchange.status)
            : ''}
      </div>
      <ExchangeFailure failure={failure} />
      {answer ? (
        <div className={pending ? 'stack answer-old' : 'stack'}>
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
      ) : failure || pending ? null : (
        <EmptyState
          icon={<ArrowRight aria-hidden="true" />}
          title="The answer appears here"
          actions={<Button onClick={() => go('playground')}>Open playground</Button>}
        >
          Send posts the assertion to the token endpoint. No server at hand? The playground is one.
        </EmptyState>
      )}
    </Panel>
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
