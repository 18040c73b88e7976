import { useEffect, useRef, useState } from 'react';
import { useErrand } from '../state/navigation.tsx';
import { SigningProvider } from '../state/signing.tsx';
import { Pane } from '../ui/pane.tsx';
import { AssertionEditor, SigningChoices } from '../workbench/compose/compose.tsx';
import { SpotlightProvider } from '../workbench/compose/spotlight.tsx';
import { TokenPanel } from '../workbench/compose/token-panel.tsx';
import { AnswerPanel } from '../workbench/send/answer-panel.tsx';
import { OtherUse } from '../workbench/send/other-use.tsx';
import { RequestDetails } from '../workbench/send/request-details.tsx';
import { RequestLine } from '../workbench/send/request-line.tsx';
import { type Sender, useSender } from '../workbench/send/use-sender.ts';
import './compose-page.css';

/** The whole flow in one view: the request line, and the assertion, the token and the answer beside each other. */
export function ComposePage() {
  return (
    <SigningProvider>
      <h1 className="visually-hidden">Compose</h1>
      <SpotlightProvider>
        <Bench />
      </SpotlightProvider>
    </SigningProvider>
  );
}

const sharing = ['token', 'answer'] as const;
const paneTitles: Readonly<Record<(typeof sharing)[number], string>> = { token: 'Token', answer: 'Answer' };

function Bench() {
  const sender = useSender();
  const bench = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useShown(sender);
  const { refusals } = sender;
  useEffect(() => {
    if (refusals > 0) bench.current?.querySelector<HTMLElement>(lackingField)?.focus();
  }, [refusals]);
  useErrand('send', sender.send);
  return (
    <div ref={bench} className="bench">
      <RequestLine sender={sender}>
        <SigningChoices />
      </RequestLine>
      <div className="bench-panes" data-shown={shown}>
        <Pane title="Assertion" flush>
          <OtherUse sender={sender} />
          <AssertionEditor />
          <RequestDetails sender={sender} />
        </Pane>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a frame and a legend. */}
        <div className="bench-switch" role="group" aria-label="Pane beside the assertion">
          {sharing.map((name) => (
            <button
              key={name}
              type="button"
              className="tab"
              aria-pressed={name === shown}
              onClick={() => setShown(name)}
            >
              {paneTitles[name]}
            </button>
          ))}
        </div>
        <TokenPanel />
        <AnswerPanel sender={sender} />
      </div>
    </div>
  );
}

const lackingField = ['.request-line', '.request-details']
  .map((part) => `${part} [aria-invalid="true"]`)
  .join(', ');

/** Which of the panes that share a place in a narrow window is in front: the answer as soon as something is sent. */
function useShown({ pending, refusals }: Sender) {
  const [shown, setShown] = useState<(typeof sharing)[number]>('token');
  const asked = pending !== null || refusals > 0;
  const [before, setBefore] = useState({ asked, refusals });
  if (before.asked !== asked || before.refusals !== refusals) {
    setBefore({ asked, refusals });
    if (asked) setShown('answer');
  }
  return [shown, setShown] as const;
}
