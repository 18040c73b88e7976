import { useState } from 'react';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { transportOf } from '../../../shared/oauth/build-request.ts';
import { authMethodFacts } from '../../../shared/oauth/client-auth.ts';
import type { ServerMetadata } from '../../../shared/oauth/server-metadata.ts';
import { requestUrl } from '../../../shared/oauth/token-request.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { ExchangeFailure } from '../../parts/exchange/exchange-failure.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Asks a server what it says of itself, shows it, and fills the request from it. */
export function DiscoverDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { draft, replaceDraft } = useWorkspace();
  const task = useTask();
  const [issuer, setIssuer] = useState(() => issuerOf(draft.endpoint));
  const [found, setFound] = useState<ServerMetadata | null>(null);
  const address = issuer.trim();
  const look = async () => {
    if (address === '') return;
    setFound(null);
    const metadata = await task.run((options) =>
      client.endpoint.discover({ issuer: address, ...transportOf(draft) }, options),
    );
    if (metadata) setFound(metadata);
  };
  const fill = (metadata: ServerMetadata) => {
    replaceDraft('Filled in from the issuer', (before) => fillFrom(before, metadata));
    onClose();
  };
  return (
    <Dialog
      open
      title="Fill from issuer"
      description="Reads the server’s own description: OpenID Connect Discovery, RFC 8414."
      width="wide"
      onClose={onClose}
      onSubmit={() => (found ? fill(found) : void look())}
      footer={
        <>
          <Button onClick={task.pending ? task.cancel : onClose}>Cancel</Button>
          {found ? (
            <Button type="submit" variant="primary">
              Fill in
            </Button>
          ) : (
            <Button type="submit" variant="primary" pending={task.pending} disabled={address === ''}>
              Look up
            </Button>
          )}
        </>
      }
    >
      <TextField
        label="Issuer"
        mono
        type="url"
        autoFocus
        value={issuer}
        placeholder="https://login.example/realms/test"
        hint="Its address, or that of its /.well-known document."
        onChange={(next) => {
          setIssuer(next);
          setFound(null);
        }}
      />
      <ExchangeFailure failure={task.error ? { error: task.error, again: () => void look() } : null} />
      {found ? (
        <>
          <Facts facts={factsOf(found)} />
          <Disclosure title="Whole document" note={found.url}>
            <CodeBlock wrap label="document" text={JSON.stringify(found.document, null, 2)} />
          </Disclosure>
        </>
      ) : null}
    </Dialog>
  );
}

function factsOf(found: ServerMetadata): Fact[] {
  const addresses: readonly (readonly [string, string | undefined])[] = [
    ['Issuer', found.issuer],
    ['Token endpoint', found.tokenEndpoint],
    ['… for mutual TLS', found.mtlsAliases.tokenEndpoint],
    ['Introspection', found.introspectionEndpoint],
    ['Revocation', found.revocationEndpoint],
    ['Userinfo', found.userinfoEndpoint],
  ];
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['Authentication', found.authMethods.map((each) => authMethodFacts[each].registered[0] ?? each)],
    ['… signed with', found.authAlgorithms],
    ['Grants', found.grantTypes],
    ['DPoP proofs', found.dpopAlgorithms],
  ];
  return [
    ...addresses.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, mono: true }])),
    ...lists.flatMap(([name, values]) => (values.length === 0 ? [] : [{ name, value: values.join(', ') }])),
  ];
}

/** The draft with a server's own endpoints, and a way to authenticate that the server takes. */
function fillFrom(draft: Draft, metadata: ServerMetadata): Draft {
  const { authMethods, mtlsAliases, introspectionEndpoint, revocationEndpoint, userinfoEndpoint } = metadata;
  const [usual] = authMethods;
  const method = usual === undefined || authMethods.includes(draft.auth.method) ? draft.auth.method : usual;
  const alias = method === 'mtls' ? mtlsAliases : {};
  const introspection = alias.introspectionEndpoint ?? introspectionEndpoint;
  return {
    ...draft,
    endpoint: alias.tokenEndpoint ?? metadata.tokenEndpoint ?? draft.endpoint,
    auth: { ...draft.auth, method },
    endpoints: {
      ...(introspection === undefined ? {} : { introspection }),
      ...(revocationEndpoint === undefined ? {} : { revocation: revocationEndpoint }),
      ...(userinfoEndpoint === undefined ? {} : { userinfo: userinfoEndpoint }),
    },
  };
}

/** Where a token endpoint's issuer most likely is: its origin. */
function issuerOf(endpoint: string): string {
  const url = requestUrl(endpoint);
  return url === undefined ? '' : new URL(url).origin;
}
