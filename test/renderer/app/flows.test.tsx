import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { draftFor } from '../../../renderer/state/start-draft.ts';
import type { Flow } from '../../../shared/contract/flows.ts';
import type { HistoryEntry } from '../../../shared/oauth/history-entry.ts';
import { axwayApiGateway } from '../../../shared/servers/axway-api-gateway.ts';
import { FakeClient } from '../../fakes/fake-client.ts';
import { grantedExchange } from '../../fakes/fake-exchanges.ts';
import { goTo, page, renderApp } from '../render-app.tsx';

const flow: Flow = {
  name: 'test token',
  endpoint: 'https://{{host}}/token',
  grant: 'jwt-bearer',
  key: 'gateway-key',
  header: '{"alg":"RS256"}',
  claims: '{"iss":"me"}',
  auth: { method: 'none' },
};
const { tokens: _tokens, explanation: _explanation, ...exchange } = grantedExchange;
const entry = (id: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id,
  at: '2026-11-21T10:00:00Z',
  endpoint: 'https://gateway.example/token',
  grant: 'jwt-bearer',
  auth: 'none',
  repeatable: true,
  exchange,
  ...more,
});
const flows = () => page('Flows');
const press = (name: string | RegExp) => fireEvent.click(flows().getByRole('button', { name }));

describe('saved flows', () => {
  it('are saved from Compose, keys by their names, and shown', async () => {
    const client = new FakeClient().withKey();
    client.draft = { ...draftFor(axwayApiGateway), entry: 'entry-1', endpoint: 'https://gateway.example/t' };
    await renderApp(client);
    fireEvent.click(await page('Compose').findByRole('button', { name: 'Save as flow' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Save as flow' }));
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'gateway token' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
    const main = within(await screen.findByRole('main', { name: 'Flows' }));
    expect(await main.findByRole('heading', { name: 'gateway token' })).toBeTruthy();
    expect(client.inputsOf('flows.save')).toMatchObject([{ flow: { key: 'gateway-key' } }]);
  });

  it('are run by one press in an environment, and opened in Compose', async () => {
    const client = new FakeClient().withKey();
    client.library = {
      flows: [flow],
      environments: [{ name: 'production', variables: [['host', 'gateway.example']] }],
    };
    await renderApp(client);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('button', { name: 'Run' }));
    expect(await main.findByText('access_token')).toBeTruthy();
    expect(client.inputsOf('flows.send')).toEqual([{ name: 'test token', environment: 'production' }]);
    press('Open in Compose');
    await waitFor(() => expect(client.draft).toMatchObject({ entry: 'entry-1', claims: flow.claims }));
  });

  it('ask about an unknown certificate by the address that their variables came to', async () => {
    const sha256 = Array.from({ length: 32 }, () => 'AB').join(':');
    const client = new FakeClient().withKey();
    client.library = { flows: [flow], environments: [] };
    client.untrusted = {
      code: 'tls-untrusted',
      message: 'gateway.example is not trusted',
      details: {
        server: 'gateway.example',
        subject: 'CN=a',
        issuer: 'CN=b',
        notBefore: '2026-01-01T00:00:00Z',
        notAfter: '2027-01-01T00:00:00Z',
        sha256,
      },
    };
    await renderApp(client);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('button', { name: 'Run' }));
    fireEvent.click(await main.findByRole('button', { name: 'Accept this certificate and go on' }));
    expect(await main.findByText('access_token')).toBeTruthy();
    expect(client.inputsOf('endpoint.acceptCertificate')).toEqual([
      { endpoint: 'https://gateway.example', sha256 },
    ]);
  });

  it('are removed after a question', async () => {
    const client = new FakeClient();
    client.library = { flows: [flow], environments: [] };
    await renderApp(client);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('button', { name: 'Remove test token' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Remove flow' }));
    expect(await main.findByText('No flow is saved yet')).toBeTruthy();
  });

  it('come in from a file', async () => {
    const client = new FakeClient();
    await renderApp(client);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('button', { name: 'Import' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Import flows' }));
    const text = JSON.stringify({ flows: [flow], environments: [] });
    fireEvent.change(dialog.getByLabelText('Flows'), { target: { value: text } });
    fireEvent.click(dialog.getByRole('button', { name: 'Import' }));
    expect(await main.findByRole('heading', { name: 'test token' })).toBeTruthy();
  });
});

it('an environment gives variables their values', async () => {
  const client = new FakeClient();
  await renderApp(client);
  const main = await goTo('Flows');
  fireEvent.click(await main.findByRole('tab', { name: 'Environments' }));
  fireEvent.click(await main.findByRole('button', { name: 'Add environment' }));
  fireEvent.change(main.getByLabelText('Name'), { target: { value: 'test' } });
  fireEvent.change(main.getByLabelText('Name of variable 1'), { target: { value: 'host' } });
  fireEvent.change(main.getByLabelText('Value of variable 1'), { target: { value: 'localhost' } });
  press('Save');
  expect(await main.findByRole('tab', { name: 'Environments (1)' })).toBeTruthy();
  expect(client.library.environments).toEqual([{ name: 'test', variables: [['host', 'localhost']] }]);
});

describe('history', () => {
  async function openHistory(sent: readonly HistoryEntry[]) {
    const client = new FakeClient();
    client.sent = sent;
    await renderApp(client);
    const main = await goTo('Flows');
    fireEvent.click(await main.findByRole('tab', { name: 'History' }));
    return { client, main };
  }

  it('is searched, and sends again', async () => {
    const { client, main } = await openHistory([entry('one'), entry('two', { flow: 'nightly' })]);
    await main.findByRole('list', { name: 'Requests' });
    fireEvent.change(main.getByLabelText('Search history'), { target: { value: 'nightly' } });
    expect(await main.findByRole('heading', { name: 'nightly' })).toBeTruthy();
    press('Send again');
    expect(await main.findByText('access_token')).toBeTruthy();
    expect(client.inputsOf('history.sendAgain')).toEqual([{ id: 'two' }]);
  });

  it('says why something cannot be sent again', async () => {
    const { main } = await openHistory([entry('one', { repeatable: false, grant: 'refresh-token' })]);
    const again = await main.findByRole<HTMLButtonElement>('button', { name: 'Send again' });
    expect(again.disabled).toBe(true);
    expect(main.getByText(/went out with a token or a secret/)).toBeTruthy();
  });

  it('shows in what two requests differ', async () => {
    const { main } = await openHistory([
      entry('one', { claims: { aud: 'new' } }),
      entry('two', { claims: { aud: 'old' } }),
    ]);
    fireEvent.click(await main.findByRole('button', { name: 'Compare with…' }));
    const row = within(await main.findByRole('row', { name: /claims\.aud/ }));
    expect(row.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['old', 'new']);
  });
});
