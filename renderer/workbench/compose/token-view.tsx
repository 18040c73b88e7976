import { isJsonObject } from '../../../shared/base/json.ts';
import { numericDate } from '../../../shared/jwt/claim-types.ts';
import { mendDraft } from '../../state/mend-draft.ts';
import { useServerOf } from '../../state/servers.tsx';
import type { LiveToken } from '../../state/signing.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { FindingsList } from '../../ui/findings-list.tsx';
import { TimeLine } from '../../ui/time-line.tsx';
import { TokenText } from '../../ui/token-text.tsx';
import { useNow } from '../../ui/use-now.ts';
import { findingsFor } from './findings-for.ts';

/** The token in colour, its life, and what is to be said about it. */
export function TokenView({ live, stale }: { live: LiveToken; stale: boolean }) {
  const { draft, setDraft } = useWorkspace();
  const { entries } = useVault();
  const now = useNow();
  const server = useServerOf(draft);
  const key = entries.find(({ id }) => id === draft.entry)?.key;
  const claims = isJsonObject(live.signed.claims) ? live.signed.claims : {};
  return (
    <div className={stale ? 'stack token-stale' : 'stack'}>
      <TokenText token={live.signed.token} />
      <TimeLine
        now={now}
        times={{ iat: numericDate(claims.iat), nbf: numericDate(claims.nbf), exp: numericDate(claims.exp) }}
      />
      <div className="stack-tight">
        <h3 className="sub-heading">Findings</h3>
        <FindingsList
          findings={findingsFor(live, server, { key, endpoint: draft.endpoint })}
          onFix={(fix) => setDraft((before) => mendDraft(before, fix))}
          none={server ? `Nothing that ${server.title} is known to object to` : 'Nothing to object to'}
        />
      </div>
    </div>
  );
}
