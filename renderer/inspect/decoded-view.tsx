import { ScanSearch } from 'lucide-react';
import { knownClaim, knownHeaderParameter } from '../../shared/jwt/claim-names.ts';
import type { DecodedToken } from '../../shared/jwt/decode-token.ts';
import { relativeTime } from '../../shared/jwt/times.ts';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { FindingsList } from '../ui/findings-list.tsx';
import { localTime } from '../ui/local-time.ts';
import { Panel } from '../ui/panel.tsx';
import { TimeLine } from '../ui/time-line.tsx';
import { useNow } from '../ui/use-now.ts';
import { HeaderCertificates } from './header-certificates.tsx';
import { MembersPanel } from './members-panel.tsx';
import type { NestedToken } from './nested-tokens.ts';

interface DecodedViewProps {
  token: string;
  decoded: DecodedToken;
  nested: readonly NestedToken[];
  /** Shows a token that stands inside this one. */
  onOpen: (path: string, token: string) => void;
}

/** A token taken apart, with its times explained and what is wrong with it. */
export function DecodedView({ token, decoded, nested, onOpen }: DecodedViewProps) {
  const { header, claims, unprotected } = decoded;
  return (
    <>
      <Panel title="Findings" note={decoded.findings.length > 0 ? String(decoded.findings.length) : null}>
        <FindingsList
          findings={decoded.findings}
          none="Well-formed: nothing to object to in how it is written"
        />
        <Life decoded={decoded} />
      </Panel>
      {nested.length > 0 ? (
        <Panel title="Tokens inside" note={String(nested.length)}>
          <ul className="stack-tight" aria-label="Tokens inside">
            {nested.map(({ path, token: inside }) => (
              <li key={path} className="row row-apart">
                <code className="break">{path}</code>
                <Button
                  size="small"
                  icon={<ScanSearch aria-hidden="true" />}
                  aria-label={`Open ${path}`}
                  onClick={() => onOpen(path, inside)}
                >
                  Open
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {header ? (
        <MembersPanel title="Header" members={header} explain={knownHeaderParameter} />
      ) : (
        <Panel title="Header">
          <p className="quiet">The header cannot be read.</p>
        </Panel>
      )}
      {unprotected ? (
        <p className="field-hint">
          Nothing protects {Object.keys(unprotected).join(', ')} of the header: anybody can have changed it.
        </p>
      ) : null}
      {claims ? <Claims decoded={decoded} /> : <Payload decoded={decoded} />}
      {header?.x5c === undefined ? null : <HeaderCertificates token={token} />}
    </>
  );
}

function Life({ decoded: { times } }: { decoded: DecodedToken }) {
  const now = useNow();
  if (Object.keys(times).length === 0) return null;
  return (
    <TimeLine
      now={now}
      times={{ iat: times.iat?.seconds, nbf: times.nbf?.seconds, exp: times.exp?.seconds }}
    />
  );
}

function Claims({ decoded: { claims, times } }: { decoded: DecodedToken }) {
  const now = useNow();
  const notes = Object.fromEntries(
    Object.entries(times).map(([name, { seconds }]) => [
      name,
      `${localTime(seconds)} · ${relativeTime(seconds, now)}`,
    ]),
  );
  return <MembersPanel title="Claims" members={claims ?? {}} explain={knownClaim} notes={notes} />;
}

function Payload({ decoded: { kind, payload, payloadEncoding } }: { decoded: DecodedToken }) {
  if (kind === 'jwe') {
    return (
      <Panel title="Claims">
        <p className="quiet">
          The token is encrypted: only its header can be read without the key it was encrypted for.
        </p>
      </Panel>
    );
  }
  return (
    <Panel title="Payload" note={payloadEncoding === undefined ? null : 'not UTF-8: base64url'}>
      {payload ? (
        <CodeBlock wrap label="payload" text={payload} />
      ) : (
        <p className="quiet">The payload is empty.</p>
      )}
    </Panel>
  );
}
