import { KeyRound, RefreshCw, ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { useErrand, useNavigation } from '../../state/navigation.tsx';
import { useSigning } from '../../state/signing.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { EncryptView } from './encrypt-view.tsx';
import './token-panel.css';
import { SigningProblem } from './signing-problem.tsx';
import { StepList } from './step-list.tsx';
import { TokenView } from './token-view.tsx';

/** The signed token, as it stands at this key stroke. */
export function TokenPanel() {
  const { live, error, sign } = useSigning();
  const { ask } = useNavigation();
  const [view, setView] = useState<'token' | 'steps' | 'encrypt'>('token');
  const token = live?.signed.token;
  useErrand('copy-token', () => {
    if (token !== undefined && error === null) void navigator.clipboard.writeText(token);
  });
  return (
    <Pane
      title="Token"
      tools={
        token === undefined ? null : (
          <>
            <Button
              size="small"
              variant="quiet"
              icon={<RefreshCw aria-hidden="true" />}
              title="Sign again, with times as of now"
              onClick={() => void sign()}
            >
              Sign again
            </Button>
            <Button
              size="small"
              icon={<ScanSearch aria-hidden="true" />}
              onClick={() => ask({ kind: 'inspect-token', token })}
            >
              Inspect
            </Button>
            {/* While the editors hold what cannot be signed, the token is not the one they describe. */}
            <CopyButton words label="Copy token" text={token} disabled={error !== null} />
          </>
        )
      }
    >
      <SigningProblem />
      {live ? (
        <Tabs
          label="View of the token"
          value={view}
          onChange={setView}
          tabs={[
            { name: 'token', title: 'Token', content: <TokenView live={live} stale={error !== null} /> },
            { name: 'steps', title: 'Step by step', content: <StepList live={live} /> },
            { name: 'encrypt', title: 'Encrypt', content: <EncryptView token={live.signed.token} /> },
          ]}
        />
      ) : error && error.code !== 'key-needed' ? null : (
        <EmptyState
          icon={<KeyRound aria-hidden="true" />}
          title="The token appears here as you type"
          actions={<Button onClick={() => ask({ kind: 'import-key' })}>Import key</Button>}
        >
          It needs a key to be signed with: generate one, or import yours. Keys stay with Signet and never
          reach a web page.
        </EmptyState>
      )}
    </Pane>
  );
}
