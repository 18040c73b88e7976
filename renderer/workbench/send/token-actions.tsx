import { Ban, Play, RefreshCw, ScanEye, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { useClient } from '../../client/client-provider.tsx';
import type { ExchangeKind } from '../../parts/exchange/use-exchanges.ts';
import { withEndpoint } from '../../state/draft-request.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { CallResourceDialog } from './call-resource-dialog.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import type { Sender } from './use-sender.ts';

interface TokenActionsProps {
  name: string;
  token: string;
  sender: Sender;
}

type Question = 'introspection' | 'revocation';

/** What can be done with a token of an answer. An address that is not known yet is asked for once. */
export function TokenActions({ name, token, sender }: TokenActionsProps) {
  const { setDraft } = useWorkspace();
  const endpoints = useEndpoints(sender.sent);
  const [dialog, setDialog] = useState<Question | 'resource' | null>(null);
  const isAccess = name === 'access_token';
  const isRefresh = name === 'refresh_token';
  if (!isAccess && !isRefresh) return null;

  const put = (question: Question, endpoint: string) => {
    if (question === 'introspection') sender.introspect(endpoint, token);
    else sender.revoke(endpoint, token, name);
  };
  const ask = (question: Question) => {
    const endpoint = endpoints[question];
    if (endpoint === undefined) setDialog(question);
    else put(question, endpoint);
  };
  const learn = (question: Question, endpoint: string) => {
    setDraft((before) => ({
      ...before,
      endpoints: { ...before.endpoints, [question]: endpoint } satisfies Endpoints,
    }));
    put(question, endpoint);
  };
  const { userinfo } = endpoints;
  const { pending } = sender;
  // One at a time: what is under way says so, and the others wait.
  const stateOf = (kind: ExchangeKind) => ({
    pending: pending === kind,
    disabled: pending !== null && pending !== kind,
  });
  return (
    <>
      {isRefresh ? (
        <Button
          size="small"
          icon={<RefreshCw aria-hidden="true" />}
          {...stateOf('refresh')}
          onClick={() => sender.refresh(token)}
        >
          Refresh
        </Button>
      ) : null}
      <Button
        size="small"
        icon={<ScanEye aria-hidden="true" />}
        aria-label={isAccess ? 'Introspect' : `Introspect ${name}`}
        {...stateOf('introspection')}
        onClick={() => ask('introspection')}
      >
        Introspect
      </Button>
      {isAccess && userinfo !== undefined ? (
        <Button
          size="small"
          icon={<UserRound aria-hidden="true" />}
          {...stateOf('resource')}
          onClick={() => sender.callResource({ url: userinfo, method: 'GET', accessToken: token })}
        >
          Userinfo
        </Button>
      ) : null}
      {isAccess ? (
        <Button
          size="small"
          icon={<Play aria-hidden="true" />}
          {...stateOf('resource')}
          onClick={() => setDialog('resource')}
        >
          Call API…
        </Button>
      ) : null}
      <Button
        size="small"
        icon={<Ban aria-hidden="true" />}
        aria-label={`Revoke ${name}`}
        {...stateOf('revocation')}
        onClick={() => ask('revocation')}
      >
        Revoke
      </Button>
      {dialog === 'resource' ? (
        <CallResourceDialog
          accessToken={token}
          onCall={sender.callResource}
          onClose={() => setDialog(null)}
        />
      ) : dialog !== null ? (
        <EndpointDialog
          question={dialog}
          onEndpoint={(endpoint) => learn(dialog, endpoint)}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}

type Endpoints = NonNullable<Draft['endpoints']>;

/** What the server that was asked answers to besides: as it was found or typed, and as the playground tells. */
function useEndpoints(sent: Draft | null): Endpoints {
  const client = useClient();
  const { draft } = useWorkspace();
  const { endpoint } = sent ?? draft;
  // What was learnt since stands in the draft, as long as that speaks of the same server.
  const { endpoints } = withEndpoint(draft, endpoint);
  const [playground, setPlayground] = useState<Endpoints>({});
  useEffect(() => {
    let current = true;
    void client.playground.status({}).then((result) => {
      if (!current) return;
      const { url, tlsUrl, introspectionEndpoint } = result.ok ? result.value : {};
      const isOurs = [url, tlsUrl].some((each) => each !== undefined && endpoint.startsWith(`${each}/`));
      setPlayground(isOurs && introspectionEndpoint ? { introspection: introspectionEndpoint } : {});
    });
    return () => {
      current = false;
    };
  }, [client, endpoint]);
  return { ...playground, ...endpoints };
}
