import { ArrowRight } from 'lucide-react';
import { useNavigation } from '../../app-state/navigation.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { milliseconds } from '../../ui/timing-phases.ts';
import { AnswerError } from './answer-error.tsx';
import { AnswerMembers } from './answer-members.tsx';
import { kindWords, statusWords } from './answer-words.ts';
import { ExchangeDetails } from './exchange-details.tsx';
import './send.css';
import type { Sender } from './use-sender.ts';

/** What the token endpoint said, and what it means. */
export function AnswerPanel({ sender }: { sender: Sender }) {
  const { go } = useNavigation();
  const { answer, introspection, error, pending } = sender;
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
      <ErrorNotice error={error} />
      {answer ? (
        <div className={pending ? 'stack answer-old' : 'stack'}>
          <AnswerError exchange={answer.exchange} />
          <AnswerMembers exchange={answer.exchange} sender={sender} />
          {introspection ? (
            <section className="stack-tight" aria-label="Introspection">
              <h3 className="sub-heading">Introspection</h3>
              <AnswerError exchange={introspection} />
              <AnswerMembers exchange={introspection} />
            </section>
          ) : null}
          <ExchangeDetails exchange={answer.exchange} />
        </div>
      ) : error || pending ? null : (
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
}
