import { SigningProvider } from '../app-state/signing.tsx';
import { Compose } from '../features/compose/compose.tsx';
import { TokenPanel } from '../features/compose/token-panel.tsx';
import { Send } from '../features/send/send.tsx';
import { PageHeading } from '../ui/page-heading.tsx';

/** The flow on one page: write the assertion and see the token, send it and see the answer. */
export function ComposePage() {
  return (
    <SigningProvider>
      <PageHeading title="Compose">
        Write an assertion, sign it, and exchange it for an access token.
      </PageHeading>
      <div className="columns">
        <Compose />
        <TokenPanel />
        <Send />
      </div>
    </SigningProvider>
  );
}
