import type { DecodedToken } from '../../../shared/jwt/decode-token.ts';
import { relativeTime } from '../../../shared/jwt/times.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FindingsList } from '../../ui/findings-list.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { localTime } from '../../ui/local-time.ts';
import { Panel } from '../../ui/panel.tsx';
import { TimeLine } from '../../ui/time-line.tsx';
import { useNow } from '../../ui/use-now.ts';

/** A token taken apart, with its times explained and what is wrong with it. */
export function DecodedView({ decoded }: { decoded: DecodedToken }) {
  const now = useNow();
  const { header, claims, payload, times, signature } = decoded;
  const notes = Object.fromEntries(
    Object.entries(times).map(([name, time]) => [
      name,
      `${localTime(time.seconds)} · ${relativeTime(time.seconds, now)}`,
    ]),
  );
  return (
    <>
      <Panel title="Findings" note={decoded.findings.length > 0 ? String(decoded.findings.length) : null}>
        <FindingsList
          findings={decoded.findings}
          none="Well-formed: nothing to object to in how it is written"
        />
        {Object.keys(times).length > 0 ? (
          <TimeLine
            now={now}
            times={{ iat: times.iat?.seconds, nbf: times.nbf?.seconds, exp: times.exp?.seconds }}
          />
        ) : null}
      </Panel>
      <Panel
        title="Header"
        actions={
          header ? <CopyButton label="Copy header" text={() => JSON.stringify(header, null, 2)} /> : null
        }
      >
        {header ? (
          <JsonView label="Header JSON" value={header} />
        ) : (
          <p className="quiet">The header cannot be read.</p>
        )}
      </Panel>
      {decoded.kind === 'jwe' ? (
        <Panel title="Claims">
          <p className="quiet">
            The token is encrypted: only its header can be read without the key it was encrypted for.
          </p>
        </Panel>
      ) : (
        <Panel
          title={claims ? 'Claims' : 'Payload'}
          actions={
            claims ? <CopyButton label="Copy claims" text={() => JSON.stringify(claims, null, 2)} /> : null
          }
        >
          {claims ? <JsonView label="Claims JSON" value={claims} notes={notes} /> : null}
          {!claims && payload ? <CodeBlock wrap label="payload" text={payload} /> : null}
          {!claims && !payload ? <p className="quiet">The payload is empty.</p> : null}
          {signature ? <p className="field-hint">Signature: {signature.bytes} bytes</p> : null}
        </Panel>
      )}
    </>
  );
}
