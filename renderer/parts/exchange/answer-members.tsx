import { ScanSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TokenExchange } from '../../../shared/oauth/token-exchange.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import './exchange.css';
import { looksLikeJwt, memberWords, tokenMembers } from './members.ts';

interface AnswerMembersProps {
  exchange: Pick<TokenExchange, 'tokens' | 'tokensText'>;
  /** What else can be done with a token, by its member's name. */
  actions?: (name: string, token: string) => ReactNode;
}

/** The members of a successful answer: tokens with what can be done with them, then the rest. */
export function AnswerMembers({ exchange, actions }: AnswerMembersProps) {
  const { ask } = useNavigation();
  const { tokens, others } = tokenMembers(exchange);
  if (tokens.length + others.length === 0) return null;
  return (
    <dl className="answer-members">
      {tokens.map(([name, token]) => (
        <div key={name} className="answer-token">
          <dt className="mono">{name}</dt>
          <dd>
            <ScrollBox label={name} className="answer-token-text mono">
              {token}
            </ScrollBox>
            <div className="row">
              <CopyButton words label={`Copy ${name}`} text={token} />
              {looksLikeJwt(token) ? (
                <Button
                  size="small"
                  icon={<ScanSearch aria-hidden="true" />}
                  aria-label={`Inspect ${name}`}
                  onClick={() => ask({ kind: 'inspect-token', token })}
                >
                  Inspect
                </Button>
              ) : null}
              {actions?.(name, token)}
            </div>
          </dd>
        </div>
      ))}
      {others.map(([name, value]) => (
        <div key={name} className="answer-member">
          <dt className="mono">{name}</dt>
          <dd className="break">{memberWords(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
