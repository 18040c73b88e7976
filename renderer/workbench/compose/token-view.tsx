import { isJsonObject } from '../../../shared/base/json.ts';
import { numericDate } from '../../../shared/jwt/claim-types.ts';
import type { Finding } from '../../../shared/jwt/finding.ts';
import { type Circumstances, checkAgainstServer } from '../../../shared/servers/check-against-server.ts';
import type { Server } from '../../../shared/servers/server.ts';
import { mendDraft } from '../../state/mend-draft.ts';
import { useServerOf } from '../../state/servers.tsx';
import type { LiveToken } from '../../state/signing.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { FindingsList } from '../../ui/findings-list.tsx';
import { TimeLine } from '../../ui/time-line.tsx';
import { TokenText } from '../../ui/token-text.tsx';
import { useNow } from '../../ui/use-now.ts';

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

/** The signer's findings and those of the server's rules, as of the time of signing: they hold still while it is read. */
function findingsFor(
  live: LiveToken,
  server: Server | undefined,
  circumstances: Circumstances = {},
): Finding[] {
  const { header, claims, findings } = live.signed;
  const serverFindings =
    server && isJsonObject(claims) ? checkAgainstServer(server, header, claims, live.at, circumstances) : [];
  const all = [...findings, ...serverFindings];
  const seen = new Set<string>();
  return all.filter((finding) => {
    const key = `${finding.code} ${finding.path}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
