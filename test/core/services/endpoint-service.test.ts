import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createHistoryLog } from '../../../core/flows/history-log.ts';
import { createAcceptedCertificates } from '../../../core/http/accepted-certificates.ts';
import { createRequestSender } from '../../../core/oauth/request-sender.ts';
import { createEndpointService } from '../../../core/services/endpoint-service.ts';
import { createVault, type Vault } from '../../../core/vault/vault.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';
import { json, serveHttp } from '../http/test-servers.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

function serve(vault: Vault) {
  const certificates = createAcceptedCertificates(new MemoryDocument());
  const history = createHistoryLog(new MemoryDocument());
  return createEndpointService(createRequestSender(vault, certificates), certificates, history);
}

const { signal } = new AbortController();
const grant = { type: 'client-credentials' } as const;

it('takes the client secret out of the vault, and lets it go nowhere but to the server', async () => {
  const server = await serveHttp(json({ access_token: 't' }));
  const vault = createVault(join(await temporaryFolder(), 'vault.json'));
  const add = (name: string, kind: 'secret' | 'client-secret') =>
    vault.add({ name, kind, chain: [], bits: 48, secret: Buffer.from('sécret') });
  const [clientSecret, shared] = [await add('client', 'client-secret'), await add('hmac', 'secret')];
  const endpoint = serve(vault);

  const send = (secret: string) =>
    endpoint.send(
      { endpoint: server.url, grant, auth: { method: 'post', clientId: 'c', secret } },
      { signal },
    );
  const exchange = await send(clientSecret.id);
  expect(exchange.ok).toBe(true);
  expect(new URLSearchParams(server.requests[0]?.body).get('client_secret')).toBe('sécret');
  expect(JSON.stringify(exchange)).not.toMatch(/s(?:é|%C3%A9)cret/);

  await expect(send(shared.id)).rejects.toHaveProperty('code', 'key-type-mismatch');
  await expect(send('nothing')).rejects.toHaveProperty('code', 'entry-not-found');
  expect(server.requests).toHaveLength(1);

  const { tokens } = await endpoint.introspect(
    { endpoint: server.url, token: 'x', auth: { method: 'none' } },
    { signal },
  );
  expect(tokens).toEqual({ access_token: 't' });
});

it('ends with the call', async () => {
  const server = await serveHttp(() => {});
  const controller = new AbortController();
  const endpoint = serve(createVault(join(await temporaryFolder(), 'vault.json')));
  const sending = endpoint.send(
    { endpoint: server.url, grant, auth: { method: 'none' } },
    { signal: controller.signal },
  );
  await expect.poll(() => server.requests.length).toBe(1);
  controller.abort();
  await expect(sending).rejects.toHaveProperty('code', 'cancelled');
});
