import { Wrench } from 'lucide-react';
import { useState } from 'react';
import type { Fix } from '../../../shared/jwt/fix.ts';
import type {
  AnswerKind,
  Explanation,
  OAuthError,
  TokenExchange,
} from '../../../shared/oauth/token-exchange.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { sentence } from '../../ui/sentence.ts';
import './exchange.css';

interface AnswerErrorProps {
  exchange: {
    readonly ok: boolean;
    readonly answer?: TokenExchange['answer'];
    readonly error?: OAuthError;
    readonly location?: string;
    readonly explanation?: readonly Explanation[];
  };
  /** Does what an explanation advises, where Signet can; without it no such button is shown. */
  onFix?: ((fix: Fix) => void) | undefined;
  /** What to say of an answer that names no error; for token endpoints when left out. */
  nameless?: Words;
}

const bases: Readonly<Record<Explanation['basis'], string>> = {
  measured: 'Measured',
  'server-text': 'The server’s own words',
  'server-known': 'Known of this server',
  standard: 'From the standard',
};

interface Words {
  readonly title: string;
  readonly text: string;
}

const unusual: Readonly<Partial<Record<AnswerKind, Words>>> = {
  html: { title: 'A web page came back', text: 'No token endpoint answers like that.' },
  empty: { title: 'The answer is empty', text: 'Its status and header are below.' },
};
const other: Words = {
  title: 'The answer is not one of a token endpoint',
  text: 'Look at the raw response below.',
};

/** An error answer: what the server said, then what it means and what to do, most likely first. */
export function AnswerError({ exchange, onFix, nameless }: AnswerErrorProps) {
  const { error, explanation = [], location } = exchange;
  // The fix that was taken after this very answer.
  const [applied, setApplied] = useState<{ readonly after: object; readonly cause: string } | null>(null);
  if (exchange.ok) return null;
  const strange = nameless ?? (exchange.answer && unusual[exchange.answer]) ?? other;
  return (
    <div className="stack-tight">
      <Notice tone="danger" title={error ? <code>{error.error}</code> : strange.title}>
        {error
          ? error.error_description === undefined
            ? null
            : sentence(error.error_description)
          : strange.text}
        {error?.error_uri ? <div className="mono">{error.error_uri}</div> : null}
        {location === undefined ? null : (
          <div>
            It points to <code className="break">{location}</code>
          </div>
        )}
      </Notice>
      {explanation.length > 0 ? (
        <ol className="explanations" aria-label="What it means">
          {explanation.map(({ cause, fix, basis, reference, apply }) => (
            <li key={cause} className="explanation">
              <div className="grow">
                <p className="explanation-cause">{sentence(cause)}</p>
                <p className="explanation-fix">{sentence(fix)}</p>
                <p className="field-hint">{bases[basis]}</p>
                {reference ? <p className="field-hint break">{reference}</p> : null}
              </div>
              {apply && onFix ? (
                applied?.after === exchange && applied.cause === cause ? (
                  <span className="small quiet" role="status">
                    Done: send it again
                  </span>
                ) : (
                  <Button
                    size="small"
                    icon={<Wrench aria-hidden="true" />}
                    onClick={() => {
                      onFix(apply);
                      setApplied({ after: exchange, cause });
                    }}
                  >
                    {apply.title}
                  </Button>
                )
              ) : null}
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}
