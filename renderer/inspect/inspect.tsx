import { ArrowLeft, GitCompareArrows, ScanSearch } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useErrand } from '../state/navigation.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Panel } from '../ui/panel.tsx';
import { Select } from '../ui/select.tsx';
import { TokenInput } from '../ui/token-input.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { DecodedView } from './decoded-view.tsx';
import { DecryptPanel } from './decrypt-panel.tsx';
import './inspect.css';
import { kindWords, tokenInShort } from './read-text.ts';
import { useReadText } from './use-read-text.ts';
import { VerifyPanel } from './verify-panel.tsx';

/** A token that was opened out of another, and where it stood. */
interface Opened {
  readonly path: string;
  readonly token: string;
}

/** Takes a token apart and says what is wrong with it; verifies or decrypts it with a key of the user's choice. */
export function Inspect() {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [trail, setTrail] = useState<readonly Opened[]>([]);
  const [other, setOther] = useState<string | null>(null);
  const found = useReadText(useDeferredValue(text));
  const innermost = trail.at(-1);
  const opened = useReadText(innermost?.token ?? '');
  const shown = innermost ? opened?.[0] : (found?.[chosen] ?? found?.[0]);
  const paste = (next: string) => {
    setText(next);
    setChosen(0);
    setTrail([]);
  };
  useErrand('inspect-token', (errand) => paste(errand.token));
  const open = (path: string, token: string) => setTrail((before) => [...before, { path, token }]);
  const decoded = shown?.decoded ?? null;
  return (
    <>
      <PageHeading title="Inspect">Decode any token, and verify it. Nothing leaves this machine.</PageHeading>
      <div className="columns columns-start">
        <div className="stack-loose">
          <Panel
            title="Token"
            note={decoded ? <Badge>{kindWords[decoded.kind]}</Badge> : null}
            actions={
              text === '' ? null : (
                <>
                  <Button
                    size="small"
                    variant="quiet"
                    icon={<GitCompareArrows aria-hidden="true" />}
                    disabled={!decoded}
                    onClick={() => setOther((before) => before ?? '')}
                  >
                    Compare
                  </Button>
                  <Button size="small" variant="quiet" onClick={() => paste('')}>
                    Clear
                  </Button>
                </>
              )
            }
          >
            <TokenInput
              label="Token to inspect"
              value={text}
              onChange={paste}
              placeholder="Paste a token: eyJhbGciOi… or a header, a curl line, a URL or JSON that holds one; or drop a file."
            />
            {found && found.length > 1 ? (
              <Select
                label={`${found.length} tokens in this text`}
                value={String(Math.min(chosen, found.length - 1))}
                choices={found.map((each, index) => ({
                  value: String(index),
                  label: tokenInShort(each, index),
                }))}
                onChange={(index) => {
                  setChosen(Number(index));
                  setTrail([]);
                }}
              />
            ) : null}
            {innermost ? (
              <div className="row">
                <Button
                  size="small"
                  icon={<ArrowLeft aria-hidden="true" />}
                  onClick={() => setTrail(trail.slice(0, -1))}
                >
                  Back
                </Button>
                <span className="break">Inside: {trail.map(({ path }) => path).join(' › ')}</span>
              </div>
            ) : null}
          </Panel>
          {other !== null && decoded ? (
            <ComparePanel left={decoded} text={other} onChange={setOther} onClose={() => setOther(null)} />
          ) : null}
          <ErrorNotice error={shown?.error} />
          {shown && decoded ? (
            <DecodedView token={shown.token} decoded={decoded} nested={shown.nested} onOpen={open} />
          ) : null}
          {found === null || opened === null ? <p role="status">Reading…</p> : null}
          {text === '' ? (
            <EmptyState icon={<ScanSearch aria-hidden="true" />} title="Paste a token to see what is in it">
              Broken, expired and encrypted ones too: Signet shows as much as can be read, and says what is
              wrong.
            </EmptyState>
          ) : null}
        </div>
        <div className="stack-loose">
          {decoded?.kind === 'jwe' && shown ? (
            <DecryptPanel token={shown.token} onOpen={(token) => open('decrypted', token)} />
          ) : (
            <VerifyPanel token={shown?.token ?? ''} decoded={decoded} />
          )}
        </div>
      </div>
    </>
  );
}
