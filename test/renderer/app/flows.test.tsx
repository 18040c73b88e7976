import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import type { Flow } from '../../../shared/contract/flows.ts';
import { json, serveHttp, serveTls, type TestServer } from '../../core/http/test-servers.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { claimsOf } from '../compose-page.ts';
import { dialog, goTo, page, renderApp } from '../render-app.tsx';

const tokens = { access_token: 'mF_9.B5f-4.1JqM', token_type: 'Bearer' };
const flow: Flow = {
  name: 'test token',
  endpoint: 'http://{{host}}/token',
  grant: 'jwt-bearer',
  key: 'gateway-key',
  header: '{"alg":"RS256"}',
  claims: '{"iss":"me"}',
  auth: { method: 'none' },
};
const flows = () => page('Flows');
const press = (name: string | RegExp) => fireEvent.click(flows().getByRole('button', { name }));

/** A core with a key, a saved flow, and the environment in which it reaches a server. */
async function withFlow({ port }: Pick<TestServer, 'port'>, change: Partial<Flow> = {}): Promise<MemoryCore> {
  const core = new MemoryCore();
  await core.addKey();
  unwrap(await core.direct.flows.save({ flow: { ...flow, ...change } }));
  const environment = { name: 'production', variables: [['host', `127.0.0.1:${port}`] as [string, string]] };
  unwrap(await core.direct.flows.saveEnvironment({ environment }));
  return core;
}

const library = async (core: MemoryCore) => unwrap(await core.direct.flows.list({}));

describe('saved flows', () => {
  it('are saved from Compose, keys by their names, and shown', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    await core.createVault();
    core.startFrom({ entry: key.id, endpoint: 'https://gateway.example/t' });
    await renderApp(core);
    fireEvent.click(await page('Compose').findByRole('button', { name: 'Save as flow' }));
    const save = await dialog('Save as flow');
    fireEvent.change(save.getByLabelText('Name'), { target: { value: 'gateway token' } });
    fireEvent.click(save.getByRole('button', { name: 'Save' }));
    const main = within(await screen.findByRole('main', { name: 'Flows' }));
    expect(await main.findByRole('heading', { name: 'gateway token' })).toBeTruthy();
    expect((await library(core)).flows).toMatchObject([{ name: 'gateway token', key: 'gateway-key' }]);
  });

  it('offer a vault where their keys are only in memory, and are saved once there is one', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    core.startFrom({ entry: key.id, endpoint: 'https://gateway.example/t' });
    await renderApp(core);
    await screen.findByRole('button', { name: /^Vault: Memory only · 1 not kept/ });
    fireEvent.click(await page('Compose').findByRole('button', { name: 'Save as flow' }));
    const save = await dialog('Save as flow');
    expect(save.getByText('Only in memory: gateway-key')).toBeTruthy();
    fireEvent.change(save.getByLabelText('Name'), { target: { value: 'gateway token' } });
    fireEvent.click(save.getByRole('button', { name: 'Create vault' }));
    const create = await dialog('Create vault');
    fireEvent.change(create.getByLabelText('Passphrase'), { target: { value: 'correct horse' } });
    fireEvent.change(create.getByLabelText('Passphrase again'), { target: { value: 'correct horse' } });
    expect((await library(core)).flows).toEqual([]);
    fireEvent.click(create.getByRole('button', { name: 'Create vault' }));
    const main = within(await screen.findByRole('main', { name: 'Flows' }));
    expect(await main.findByRole('heading', { name: 'gateway token' })).toBeTruthy();
    expect(await core.vaultStatus()).toMatchObject({ state: 'unlocked', entries: 1 });
    expect(await screen.findByRole('button', { name: 'Vault: Unlocked · 1 kept' })).toBeTruthy();
  });

  it('are saved without a vault when that is wanted', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    core.startFrom({ entry: key.id, endpoint: 'https://gateway.example/t' });
    await renderApp(core);
    await screen.findByRole('button', { name: /^Vault: Memory only/ });
    fireEvent.click(await page('Compose').findByRole('button', { name: 'Save as flow' }));
    const save = await dialog('Save as flow');
    fireEvent.change(save.getByLabelText('Name'), { target: { value: 'for now' } });
    fireEvent.click(save.getByRole('button', { name: 'Save' }));
    await screen.findByRole('main', { name: 'Flows' });
    expect((await library(core)).flows).toMatchObject([{ name: 'for now', key: 'gateway-key' }]);
    expect(await core.vaultStatus()).toMatchObject({ state: 'memory' });
  });

  it('say which key is gone, and take another in its place', async () => {
    const server = await serveHttp(json(tokens));
    const core = await withFlow(server, { key: 'lost-key' });
    await renderApp(core);
    const main = await goTo('Flows');
    expect(await main.findByText('The key lost-key is not in the vault')).toBeTruthy();
    expect(main.getByRole<HTMLButtonElement>('button', { name: 'Run' }).disabled).toBe(true);
    fireEvent.change(main.getByLabelText('Use another key'), { target: { value: 'gateway-key' } });
    press('Use this key');
    await waitFor(() => expect(main.queryByText(/is not in the vault/)).toBeNull());
    expect((await library(core)).flows).toMatchObject([{ key: 'gateway-key' }]);
    press('Run');
    expect(await main.findByText('access_token')).toBeTruthy();
  });

  it('opened in Compose with a key that is gone say so there, too, and take no other unseen', async () => {
    const core = await withFlow(await serveHttp(json(tokens)), { key: 'lost-key' });
    await renderApp(core);
    const main = await goTo('Flows');
    await main.findByText('The key lost-key is not in the vault');
    press('Open in Compose');
    expect(await page('Compose').findByText('The key lost-key is not in the vault')).toBeTruthy();
    await waitFor(() => expect(page('Compose').queryByRole('button', { name: 'Copy token' })).toBeNull());
    fireEvent.click(page('Compose').getByRole('button', { name: 'Send' }));
    const refusal = (await page('Compose').findByText('Not sent')).closest('[role=alert]');
    expect(refusal?.textContent).toMatch(/Key:/);
  });

  it('without a key, as they come from elsewhere, ask for one', async () => {
    const server = await serveHttp(json(tokens));
    const core = await withFlow(server);
    const { text } = unwrap(await core.direct.flows.export({}));
    unwrap(await core.direct.flows.import({ text, replace: true }));
    await renderApp(core);
    const main = await goTo('Flows');
    expect(await main.findByText('No key is chosen for this flow')).toBeTruthy();
    fireEvent.change(main.getByLabelText('Use'), { target: { value: 'gateway-key' } });
    press('Use this key');
    await waitFor(() => expect(main.queryByText('No key is chosen for this flow')).toBeNull());
    press('Run');
    expect(await main.findByText('access_token')).toBeTruthy();
  });

  it('say which secret is gone, and take it again under its name', async () => {
    const server = await serveHttp(json(tokens));
    const core = await withFlow(server, {
      auth: { method: 'basic', clientId: 'me', secret: 'secret of me' },
    });
    await renderApp(core);
    const main = await goTo('Flows');
    expect(await main.findByText('The secret “secret of me” is not in the vault')).toBeTruthy();
    fireEvent.change(main.getByLabelText('Type it again'), { target: { value: 'theirs' } });
    press('Keep secret');
    await waitFor(() => expect(main.queryByText(/is not in the vault/)).toBeNull());
    press('Run');
    expect(await main.findByText('access_token')).toBeTruthy();
    expect(server.requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('me:theirs').toString('base64')}`,
    );
  });

  it('are run by one press in an environment, and opened in Compose', async () => {
    const server = await serveHttp(json(tokens));
    const core = await withFlow(server);
    const [key] = await core.entries();
    await renderApp(core);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('button', { name: 'Run' }));
    expect(await main.findByText('access_token')).toBeTruthy();
    const assertion = new URLSearchParams(server.requests[0]?.body).get('assertion') ?? '';
    expect(claimsOf(assertion)).toEqual({ iss: 'me' });
    press('Open in Compose');
    await waitFor(() => expect(core.draft).toMatchObject({ entry: key?.id, claims: flow.claims }));
  });

  it('ask about an unknown certificate by the address that their variables came to', async () => {
    const server = await serveTls(json(tokens));
    const core = await withFlow(server, { endpoint: 'https://{{host}}/token' });
    await renderApp(core);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('button', { name: 'Run' }));
    const accept = await main.findByRole('button', { name: 'Accept this certificate and go on' });
    expect(server.requests).toEqual([]);
    fireEvent.click(accept);
    expect(await main.findByText('access_token')).toBeTruthy();
    expect(unwrap(await core.direct.endpoint.acceptedCertificates({}))).toMatchObject([
      { server: `127.0.0.1:${server.port}` },
    ]);
  });

  it('are removed after a question', async () => {
    const core = await withFlow({ port: 1 });
    await renderApp(core);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('button', { name: 'Remove test token' }));
    expect((await library(core)).flows).toHaveLength(1);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove flow' }));
    expect(await main.findByText('No flow is saved yet')).toBeTruthy();
    expect((await library(core)).flows).toEqual([]);
  });

  it('come in from a file', async () => {
    const { text } = unwrap(await (await withFlow({ port: 1 })).direct.flows.export({}));
    await renderApp(new MemoryCore());
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('button', { name: 'Import' }));
    const take = await dialog('Import flows');
    fireEvent.change(take.getByLabelText('Flows'), { target: { value: text } });
    fireEvent.click(take.getByRole('button', { name: 'Continue' }));
    const review = await dialog('Review flows');
    fireEvent.click(review.getByRole('button', { name: 'Import' }));
    expect(await main.findByRole('heading', { name: 'test token' })).toBeTruthy();
  });

  it('come in from elsewhere with what they would do shown and left off, and keys and secrets that are chosen', async () => {
    const theirs = {
      ...flow,
      auth: { method: 'basic', clientId: 'c', secret: 'production secret' },
      dpop: { key: 'gateway-key' },
      insecure: true,
      proxy: 'http://me:sesame@evil.example:3128',
    };
    const core = new MemoryCore();
    await core.addKey('my key');
    await core.addSecret('my secret', 'open');
    await core.addSecret('to sign with', 'a shared secret of 32 bytes or so', 'secret');
    await renderApp(core);
    const main = await goTo('Flows');
    const read = async () => {
      fireEvent.click(await main.findByRole('button', { name: 'Import' }));
      const take = await dialog('Import flows');
      const text = JSON.stringify({ signet: 'flows', version: 1, flows: [theirs] });
      fireEvent.change(take.getByLabelText('Flows'), { target: { value: text } });
      fireEvent.click(take.getByRole('button', { name: 'Continue' }));
      return dialog('Review flows');
    };
    const review = await read();
    const leftOff = review.getByRole('list', { name: 'Left off' }).textContent;
    expect(leftOff).toMatch(/any TLS certificate.*through a proxy \(http:\/\/\*\*\*@evil\.example:3128\)/);
    expect(leftOff).not.toContain('sesame');
    expect(review.getByText('http://{{host}}/token')).toBeTruthy();
    expect((await library(core)).flows).toEqual([]);
    const key = review.getByLabelText('Key for “gateway-key”');
    const secret = review.getByLabelText('Secret for “production secret”');
    expect(
      [key, secret].map((each) =>
        within(each)
          .getAllByRole('option')
          .map((option) => option.textContent),
      ),
    ).toEqual([
      ['Choose later', 'my key', 'to sign with'],
      ['Choose later', 'my secret'],
    ]);
    fireEvent.change(key, { target: { value: 'my key' } });
    fireEvent.change(secret, { target: { value: 'my secret' } });
    fireEvent.click(review.getByRole('button', { name: 'Import' }));
    expect(await main.findByRole('heading', { name: 'test token' })).toBeTruthy();
    const { insecure: _insecure, proxy: _proxy, ...rest } = theirs;
    const auth = { method: 'basic', clientId: 'c', secret: 'my secret' };
    expect((await library(core)).flows).toEqual([{ ...rest, key: 'my key', dpop: { key: 'my key' }, auth }]);

    const again = await read();
    expect(again.getByRole('button', { name: 'Import' }).hasAttribute('disabled')).toBe(true);
    fireEvent.click(again.getByLabelText('Replace the flows that have the same name: test token'));
    fireEvent.click(again.getByRole('button', { name: 'Import' }));
    await waitFor(async () =>
      expect((await library(core)).flows[0]?.auth).toEqual({ method: 'basic', clientId: 'c' }),
    );
  });

  it('have their secret typed again for the address of another environment, and then for both', async () => {
    const [test, production] = [await serveHttp(json(tokens)), await serveHttp(json(tokens))];
    const auth = { method: 'basic', clientId: 'c', secret: 'mine' } as const;
    const core = await withFlow(production, { auth });
    await core.addSecret('mine', 'sesame');
    const variables: [string, string][] = [['host', `127.0.0.1:${test.port}`]];
    unwrap(await core.direct.flows.saveEnvironment({ environment: { name: 'test', variables } }));
    const send = (environment: string) => core.direct.flows.send({ name: 'test token', environment });
    unwrap(await send('test'));
    await renderApp(core);
    const main = await goTo('Flows');
    await main.findByRole('heading', { name: 'test token' });
    fireEvent.change(main.getByLabelText('Environment'), { target: { value: 'production' } });
    press('Run');
    const field = await main.findByLabelText(
      `Type it again to send it to http://127.0.0.1:${production.port}`,
    );
    expect(production.requests).toHaveLength(0);
    fireEvent.change(field, { target: { value: 'sesame' } });
    press('Keep and send');
    await waitFor(() => expect(production.requests).toHaveLength(1));
    unwrap(await send('test'));
  });
});

it('an environment gives variables their values', async () => {
  const core = new MemoryCore();
  await renderApp(core);
  const main = await goTo('Flows');
  fireEvent.click(await main.findByRole('tab', { name: 'Environments' }));
  fireEvent.click(await main.findByRole('button', { name: 'Add environment' }));
  fireEvent.change(main.getByLabelText('Name'), { target: { value: 'test' } });
  fireEvent.change(main.getByLabelText('Name of variable 1'), { target: { value: 'host' } });
  fireEvent.change(main.getByLabelText('Value of variable 1'), { target: { value: 'localhost' } });
  press('Save');
  expect(await main.findByRole('tab', { name: 'Environments (1)' })).toBeTruthy();
  expect((await library(core)).environments).toEqual([{ name: 'test', variables: [['host', 'localhost']] }]);
});

describe('history', () => {
  /** A window over a core that has sent flows to a server. */
  async function sent(...changes: Partial<Flow>[]) {
    const server = await serveHttp(json(tokens));
    const core = await withFlow(server);
    for (const [index, change] of changes.entries()) {
      const name = `sent ${index + 1}`;
      unwrap(await core.direct.flows.save({ flow: { ...flow, name, ...change } }));
      unwrap(await core.direct.flows.send({ name: change.name ?? name, environment: 'production' }));
    }
    await renderApp(core);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('tab', { name: 'History' }));
    return { core, main, server };
  }

  it('is searched, and sends again', async () => {
    const { main, server } = await sent({ name: 'nightly', claims: '{"iss":"owl"}' }, {});
    await main.findByRole('list', { name: 'Requests' });
    fireEvent.change(main.getByLabelText('Search history'), { target: { value: 'nightly' } });
    expect(await main.findByRole('heading', { name: 'nightly' })).toBeTruthy();
    press('Send again');
    expect(await main.findByText('access_token')).toBeTruthy();
    expect(server.requests).toHaveLength(3);
    const assertion = new URLSearchParams(server.requests.at(-1)?.body).get('assertion') ?? '';
    expect(claimsOf(assertion)).toEqual({ iss: 'owl' });
  });

  it('says why something cannot be sent again', async () => {
    const { key: _key, header: _header, claims: _claims, ...plain } = flow;
    const server = await serveHttp(json(tokens));
    const core = await withFlow(server);
    unwrap(await core.direct.flows.save({ flow: { ...plain, name: 'refresh', grant: 'refresh-token' } }));
    unwrap(
      await core.direct.flows.send({ name: 'refresh', environment: 'production', token: 'tGzv3JOkF0XG5Q' }),
    );
    await renderApp(core);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('tab', { name: 'History' }));
    const again = await main.findByRole<HTMLButtonElement>('button', { name: 'Send again' });
    expect(again.disabled).toBe(true);
    expect(main.getByText(/went out with a token or a secret/)).toBeTruthy();
  });

  it('shows in what two requests differ', async () => {
    const { main } = await sent({ claims: '{"aud":"old"}' }, { claims: '{"aud":"new"}' });
    fireEvent.click(await main.findByRole('button', { name: 'Compare with…' }));
    const row = within(await main.findByRole('row', { name: /claims\.aud/ }));
    expect(row.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['old', 'new']);
  });
});
