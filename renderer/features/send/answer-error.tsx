import type { TokenExchange } from '../../../shared/oauth/token-exchange.ts';
import { Notice } from '../../ui/notice.tsx';
import { sentence } from '../../ui/sentence.ts';

/** An error answer: what the server said, then what it means and what to do, most likely first. */
export function AnswerError({ exchange }: { exchange: TokenExchange }) {
  if (exchange.ok) return null;
  const { error, explanation = [] } = exchange;
  return (
    <div className="stack-tight">
      <Notice
        tone="danger"
        title={error ? <code>{error.error}</code> : 'The answer is not one of a token endpoint'}
      >
        {error?.error_description === undefined
          ? error
            ? null
            : 'Look at the raw response below.'
          : sentence(error.error_description)}
        {error?.error_uri ? <div className="mono">{error.error_uri}</div> : null}
      </Notice>
      {explanation.length > 0 ? (
        <ul className="explanations" aria-label="What it means">
          {explanation.map((each) => (
            <li key={each.cause} className="explanation">
              <p className="explanation-cause">{sentence(each.cause)}</p>
              <p className="explanation-fix">{sentence(each.fix)}</p>
              {each.reference ? <p className="field-hint">{each.reference}</p> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
