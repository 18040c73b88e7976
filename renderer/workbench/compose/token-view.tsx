import { useMemo } from 'react';
import { isJsonObject } from '../../../shared/base/json.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { numericDate } from '../../../shared/jwt/claim-types.ts';
import type { Finding } from '../../../shared/jwt/finding.ts';
import { assertionUse } from '../../../shared/oauth/build-request.ts';
import {
  type CompositionCircumstances,
  checkComposition,
  hollowCodes,
} from '../../../shared/servers/check-composition.ts';
import { mendDraft } from '../../state/mend-draft.ts';
import { useServerOf } from '../../state/servers.tsx';
import type { LiveToken } from '../../state/signing.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { FindingsList } from '../../ui/findings-list.tsx';
import { TimeLine } from '../../ui/time-line.tsx';
import { TokenText } from '../../ui/token-text.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useSpotlight } from './spotlight.tsx';
import { tokenMembers } from './token-members.ts';

/** The token in colour, its life, and what is to be said about it. */
export function TokenView({ live, stale }: { live: LiveToken; stale: boolean }) {
  const { draft, replaceDraft } = useWorkspace();
  const { entries } = useVault();
  const now = useNow();
  const { lit, light } = useSpotlight();
  const spans = useMemo(() => tokenMembers(live.signed.token), [live.signed.token]);
  const server = useServerOf(draft);
  const key = entries.find(({ id }) => id === draft.entry)?.key;
  const claims = isJsonObject(live.signed.claims) ? live.signed.claims : {};
  return (
    <div className={stale ? 'stack token-stale' : 'stack'}>
      <TokenText token={live.signed.token} spans={spans} lit={lit} onPoint={light} />
      <TimeLine
        now={now}
        times={{ iat: numericDate(claims.iat), nbf: numericDate(claims.nbf), exp: numericDate(claims.exp) }}
      />
      <div className="stack-tight">
        <h3 className="sub-heading">Findings</h3>
        <FindingsList
          findings={findingsFor(live, { key, endpoint: draft.endpoint, server, use: useOf(draft) })}
          onFix={(fix) => replaceDraft(fix.title, (before) => mendDraft(before, fix))}
          none={server ? `Nothing that ${server.title} is known to object to` : 'Nothing to object to'}
        />
      </div>
    </div>
  );
}

/**
 * What the request asks of the token and what its signer found, as of the time of signing: they hold still while they are
 * read.
 */
function findingsFor(live: LiveToken, circumstances: Omit<CompositionCircumstances, 'now'>): Finding[] {
  const { header, claims, findings, at } = live.signed;
  const composed = isJsonObject(claims)
    ? checkComposition(header, claims, { ...circumstances, now: at })
    : [];
  const seen = new Set<string>();
  const signers = findings.filter(({ code }) => !hollowCodes.has(code));
  return [...composed, ...signers].filter((finding) => {
    const key = `${finding.code} ${finding.path}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function useOf(draft: Draft): CompositionCircumstances['use'] {
  return assertionUse(draft) === 'client' ? 'client-authentication' : 'grant';
}
