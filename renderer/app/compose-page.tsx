import { SigningProvider } from '../state/signing.tsx';
import { Compose } from '../workbench/compose/compose.tsx';
import { TokenPanel } from '../workbench/compose/token-panel.tsx';
import { AnswerPanel } from '../workbench/send/answer-panel.tsx';
import { RequestPanel } from '../workbench/send/request-panel.tsx';
import { useSender } from '../workbench/send/use-sender.ts';
import './compose-page.css';

/** The flow on one page: write the assertion and see the token, send it and see the answer. */
export function ComposePage() {
  return (
    <SigningProvider>
      <h1 className="visually-hidden">Compose</h1>
      <Flow />
    </SigningProvider>
  );
}

function Flow() {
  const sender = useSender();
  return (
    <div className="flow">
      <div className="flow-column">
        <Compose />
        <RequestPanel sender={sender} />
      </div>
      <div className="flow-column">
        <TokenPanel />
        <AnswerPanel sender={sender} />
      </div>
    </div>
  );
}
