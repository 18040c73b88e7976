import { ScanSearch } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useErrand } from '../../app-state/navigation.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TokenInput } from '../../ui/token-input.tsx';
import { DecodedView } from './decoded-view.tsx';
import './inspect.css';
import { kindWords, readToken } from './read-token.ts';
import { VerifyPanel } from './verify-panel.tsx';

/** Takes a token apart and says what is wrong with it; verifies it with a key of the user's choice. */
export function Inspect() {
  const [text, setText] = useState('');
  const token = useDeferredValue(text);
  const read = useMemo(() => readToken(token), [token]);
  useErrand('inspect-token', (errand) => setText(errand.token));
  return (
    <>
      <PageHeading title="Inspect">Decode any token, and verify it. Nothing leaves this machine.</PageHeading>
      <div className="columns columns-start">
        <div className="stack-loose">
          <Panel
            title="Token"
            note={read.kind === 'decoded' ? <Badge>{kindWords[read.token.kind]}</Badge> : null}
            actions={
              text === '' ? null : (
                <Button size="small" variant="quiet" onClick={() => setText('')}>
                  Clear
                </Button>
              )
            }
          >
            <TokenInput
              label="Token to inspect"
              value={text}
              onChange={setText}
              placeholder="Paste a token: eyJhbGciOi… White space, padding and quotes do no harm."
            />
          </Panel>
          {read.kind === 'failed' ? <ErrorNotice error={read.error} /> : null}
          {read.kind === 'decoded' ? <DecodedView decoded={read.token} /> : null}
          {read.kind === 'empty' ? (
            <EmptyState icon={<ScanSearch aria-hidden="true" />} title="Paste a token to see what is in it">
              Broken, expired and encrypted ones too: Signet shows as much as can be read, and says what is
              wrong.
            </EmptyState>
          ) : null}
        </div>
        <VerifyPanel token={token} decodable={read.kind === 'decoded'} />
      </div>
    </>
  );
}
