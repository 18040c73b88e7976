import { describe, expect, it } from 'vitest';
import { draftFor, draftForClient } from '../../../renderer/state/start-draft.ts';
import type { PlaygroundClient } from '../../../shared/contract/playground.ts';
import { findServer } from '../../../shared/servers/known-servers.ts';

const gateway: PlaygroundClient = {
  kind: 'gateway',
  authentication: 'none',
  clientId: 'g',
  issuer: 'g',
  audience: 'http://127.0.0.1:1/api/oauth/token',
  endpoint: 'http://127.0.0.1:1/api/oauth/token',
  certificate: 'AA',
};
const manager: PlaygroundClient = {
  ...gateway,
  kind: 'api-manager',
  authentication: 'client_secret_basic',
  clientId: 'm',
  issuer: 'idp',
  subject: 'alice',
  secret: 'entry-9',
};

describe('draftFor', () => {
  it('starts from the server’s preset', () => {
    const draft = draftFor(findServer('wso2-api-manager'));
    expect(draft).toMatchObject({ server: 'wso2-api-manager', auth: { method: 'basic', clientId: '' } });
    expect(JSON.parse(draft.claims)).toMatchObject({ exp: '+15m' });
  });
});

describe('draftForClient', () => {
  it('needs no client authentication at the gateway', () => {
    const draft = draftForClient(gateway, 'e1');
    expect(draft).toMatchObject({
      server: 'axway-api-gateway',
      entry: 'e1',
      auth: { method: 'none', clientId: '' },
      insecure: false,
    });
    expect(JSON.parse(draft.claims)).toEqual({ iss: 'g', aud: gateway.audience, exp: '+5m', iat: 'now' });
  });

  it('brings secret and user to the API manager, and leaves its TLS certificate to be looked at', () => {
    const draft = draftForClient({ ...manager, endpoint: 'https://127.0.0.1:2/oauth2/token' }, undefined, [
      'ES256',
    ]);
    expect(draft).toMatchObject({
      auth: { method: 'basic', clientId: 'm', secret: 'entry-9' },
      insecure: false,
    });
    expect(JSON.parse(draft.claims)).toMatchObject({ iss: 'idp', sub: 'alice', exp: '+15m' });
    expect(JSON.parse(draft.header)).toEqual({ alg: 'ES256' });
  });

  it('speaks for the server that the playground plays, with nothing left to fill in', () => {
    const client: PlaygroundClient = {
      ...manager,
      kind: 'standard',
      authentication: 'client_secret_post',
      personality: 'box',
      audience: 'https://api.box.com/oauth2/token',
    };
    const draft = draftForClient(client, 'e1', ['PS256', 'RS384']);
    expect(draft).toMatchObject({
      server: 'box',
      auth: { method: 'post', clientId: 'm', secret: 'entry-9' },
    });
    expect(JSON.parse(draft.header)).toMatchObject({ alg: 'RS384', kid: expect.stringMatching(/^\w+$/) });
    expect(JSON.parse(draft.claims)).toMatchObject({ iss: 'idp', sub: 'alice', aud: client.audience });
  });
});
