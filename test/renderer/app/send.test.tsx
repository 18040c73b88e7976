import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SendInput } from '../../../renderer/state/draft-request.ts';
import { draftFor } from '../../../renderer/state/start-draft.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { setFix } from '../../../shared/jwt/fix.ts';
import { findServer } from '../../../shared/servers/known-servers.ts';
import { FakeClient } from '../../fakes/fake-client.ts';
import { grantedExchange, refusedExchange } from '../../fakes/fake-exchanges.ts';
import { page, renderApp } from '../render-app.tsx';

const endpoint = 'https://gateway.example/oauth2/token';
const compose = () => page('Compose');
const answer = () => within(compose().getByRole('region', { name: 'Answer' }));
const press = (name: string | RegExp) => fireEvent.click(compose().getByRole('button', { name }));
const choose = (label: string, value: string) =>
  fireEvent.change(compose().getByLabelText(label), { target: { value } });
const sent = (client: FakeClient) => client.inputsOf('endpoint.send').at(-1) as SendInput;

async function start(client = new FakeClient().withKey(), change: Partial<Draft> = {}): Promise<FakeClient> {
  client.draft = { ...draftFor(findServer('axway-api-gateway')), entry: 'entry-1', endpoint, ...change };
  await renderApp(client);
  await compose().findByRole('button', { name: 'Copy token' });
  return client;
}

describe('grants', () => {
  it('signs afresh from the times that the token panel shows', async () => {
    const client = await start();
    press('Send');
    await answer().findByText('access_token');
    const { grant } = sent(client);
    if (!('sign' in grant)) throw new Error('nothing was signed');
    expect(grant.sign.entry).toBe('entry-1');
    expect(JSON.parse(grant.sign.claims).exp).toEqual(expect.any(Number));
  });

  it('exchanges a token that no draft keeps', async () => {
    const client = await start();
    choose('Grant', 'token-exchange');
    press('Send');
    expect(await compose().findByText('paste the token')).toBeTruthy();
    choose('Subject token', 'subject.of.it');
    press('Send');
    await answer().findByText('access_token');
    expect(sent(client).grant).toEqual({ type: 'token-exchange', subjectToken: 'subject.of.it' });
    await waitFor(() => expect(client.draft).toMatchObject({ grant: 'token-exchange' }));
    expect(JSON.stringify(client.draft)).not.toContain('subject.of.it');
  });

  it('authenticates by the composed assertion where the server wants that', async () => {
    const client = new FakeClient().withKey();
    await start(client, { ...draftFor(findServer('okta')), entry: 'entry-1', endpoint });
    choose('Client ID', 'me');
    press('Send');
    await answer().findByText('access_token');
    expect(sent(client)).toMatchObject({
      grant: { type: 'client-credentials' },
      auth: { method: 'private_key_jwt', clientId: 'me', key: 'entry-1', claims: expect.any(String) },
    });
  });
});

describe('client authentication', () => {
  it('shows its certificate over mutual TLS', async () => {
    const client = await start();
    choose('Client authentication', 'mtls');
    choose('Client ID', 'me');
    press('Send');
    expect(await compose().findByText('choose the key and its certificate')).toBeTruthy();
    choose('Key and certificate of the client', 'entry-1');
    press('Send');
    await answer().findByText('access_token');
    expect(sent(client).auth).toEqual({ method: 'mtls', clientId: 'me', key: 'entry-1' });
  });

  it('hands a typed secret to the vault and clears the field', async () => {
    const client = await start();
    choose('Client authentication', 'client_secret_jwt');
    choose('Client ID', 'me');
    choose('Client secret', 'a secret of theirs');
    fireEvent.keyDown(compose().getByLabelText('Client secret'), { key: 'Enter' });
    expect(await compose().findByText('secret of me')).toBeTruthy();
    press('Send');
    await answer().findByText('access_token');
    expect(sent(client).auth).toEqual({ method: 'client_secret_jwt', clientId: 'me', secret: 'entry-2' });
    expect(document.body.innerHTML).not.toContain('a secret of theirs');
  });

  it('binds the token to a key', async () => {
    const client = await start();
    press(/^DPoP/);
    choose('Bind the token to', 'own');
    press('Send');
    await answer().findByText('access_token');
    expect(sent(client).dpop).toEqual({});
  });
});

describe('connection', () => {
  const shown = {
    server: 'gateway.example',
    subject: 'CN=gateway.example',
    issuer: 'CN=gateway.example',
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2027-01-01T00:00:00Z',
    sha256: Array.from({ length: 32 }, () => 'AB').join(':'),
  };

  it('shows an unknown certificate, accepts it for this server, sends, and forgets it again', async () => {
    const client = new FakeClient().withKey();
    client.untrusted = { code: 'tls-untrusted', message: 'gateway.example is not trusted', details: shown };
    await start(client);
    press('Send');
    const question = within(await answer().findByRole('region', { name: 'Certificate of the server' }));
    expect(question.getByText(shown.sha256)).toBeTruthy();
    expect(client.inputsOf('endpoint.acceptCertificate')).toEqual([]);
    fireEvent.click(question.getByRole('button', { name: 'Accept this certificate and go on' }));
    await answer().findByText('access_token');
    expect(client.inputsOf('endpoint.acceptCertificate')).toEqual([
      { endpoint: 'https://gateway.example', sha256: shown.sha256 },
    ]);
    press(/^Connection usual/);
    fireEvent.click(await compose().findByRole('button', { name: /^Forget the certificate/ }));
    await waitFor(() => expect(client.accepted).toEqual([]));
  });

  it('keeps proxy and timeout, and no password', async () => {
    const client = await start();
    press(/^Connection/);
    choose('Proxy', 'http://me:hidden@proxy:8080');
    expect(await compose().findByText(/A password is not kept here/)).toBeTruthy();
    choose('Timeout in seconds', '5');
    press('Send');
    await answer().findByText('access_token');
    expect(sent(client)).toMatchObject({ timeoutSeconds: 5 });
    expect(JSON.stringify([client.draft, sent(client)])).not.toContain('hidden');
  });

  it('fills endpoint and authentication from the server’s own description', async () => {
    const client = await start();
    press('Fill from issuer');
    const dialog = within(await screen.findByRole('dialog', { name: 'Fill from issuer' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Look up' }));
    expect(await dialog.findByText('https://idp.example/token')).toBeTruthy();
    expect(client.draft).toMatchObject({ endpoint });
    fireEvent.click(dialog.getByRole('button', { name: 'Fill in' }));
    await waitFor(() =>
      expect(client.draft).toMatchObject({
        endpoint: 'https://idp.example/token',
        auth: { method: 'private_key_jwt' },
      }),
    );
    expect(client.inputsOf('endpoint.discover')).toEqual([{ issuer: 'https://gateway.example' }]);
  });
});

describe('answers', () => {
  it('mends the assertion with one press, where an explanation knows how', async () => {
    const client = new FakeClient().withKey();
    const [cause] = refusedExchange.explanation ?? [];
    if (!cause) throw new Error('the fake explains nothing');
    client.exchange = {
      ...refusedExchange,
      explanation: [{ ...cause, apply: setFix('claims.exp', '+15m') }],
    };
    await start(client);
    press('Send');
    fireEvent.click(await answer().findByRole('button', { name: 'Set exp to +15m' }));
    expect(await answer().findByText('Done: send it again')).toBeTruthy();
    expect(compose().getByLabelText<HTMLInputElement>('Expires (exp)').value).toBe('+15m');
  });

  it.each([
    ['html', 'A web page came back'],
    ['empty', 'The answer is empty'],
    ['other', 'The answer is not one of a token endpoint'],
  ] as const)('names an answer that is %s', async (kind, title) => {
    const client = new FakeClient().withKey();
    const { error: _error, ...strange } = refusedExchange;
    client.exchange = { ...strange, answer: kind };
    await start(client);
    press('Send');
    expect(await answer().findByText(title)).toBeTruthy();
  });

  it('says how far the server’s clock is off, when it matters', async () => {
    const client = new FakeClient().withKey();
    client.exchange = { ...grantedExchange, clockOffsetSeconds: 2 };
    await start(client);
    press('Send');
    await answer().findByText('access_token');
    expect(answer().queryByText(/clock is/)).toBeNull();
    client.exchange = { ...grantedExchange, clockOffsetSeconds: -600 };
    press('Send');
    expect(await answer().findByText('The server’s clock is 10 min behind this machine’s')).toBeTruthy();
  });

  it('revokes at an address that is asked for once, and calls an API', async () => {
    const client = await start();
    press('Send');
    fireEvent.click(await answer().findByRole('button', { name: 'Revoke access_token' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Revoke' }));
    const revocation = 'https://gateway.example/revoke';
    fireEvent.change(dialog.getByLabelText(/^Address/), { target: { value: revocation } });
    fireEvent.click(dialog.getByRole('button', { name: 'Revoke' }));
    expect(await answer().findByText('The server took the revocation')).toBeTruthy();
    expect(client.inputsOf('endpoint.revoke')).toMatchObject([
      { endpoint: revocation, token: grantedExchange.tokens.access_token, hint: 'access_token' },
    ]);
    await waitFor(() => expect(client.draft).toMatchObject({ endpoints: { revocation } }));

    fireEvent.click(answer().getByRole('button', { name: 'Call API…' }));
    const call = within(await screen.findByRole('dialog', { name: 'Call an API' }));
    fireEvent.change(call.getByLabelText('Address'), { target: { value: 'https://api.example/me' } });
    fireEvent.click(call.getByRole('button', { name: 'Call' }));
    expect(await answer().findByText(/"sub": "alice"/)).toBeTruthy();
  });
});

describe('code', () => {
  it('writes the request in each language, without a secret', async () => {
    await start(undefined, { auth: { method: 'basic', clientId: 'me', secret: 'entry-9' } });
    press('Copy as…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Copy as code' }));
    expect(dialog.getByRole('group', { name: 'code' }).textContent).toContain('curl -i -X POST');
    fireEvent.change(dialog.getByLabelText('Language'), { target: { value: 'python' } });
    const code = dialog.getByRole('group', { name: 'code' }).textContent;
    expect(code).toContain('import requests');
    expect(code).toContain('SIGNET_CLIENT_SECRET');
    expect(code).not.toContain('entry-9');
  });

  it('fills the request from a curl command, its secret going to the vault', async () => {
    const client = await start();
    press('Paste curl…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Paste a curl command' }));
    const text =
      "curl -u me:theirs -d 'grant_type=client_credentials&scope=a' 'https://idp.example/token?t=1'";
    fireEvent.change(dialog.getByLabelText('curl command'), { target: { value: 'wget x' } });
    expect(await dialog.findByRole('alert')).toBeTruthy();
    fireEvent.change(dialog.getByLabelText('curl command'), { target: { value: text } });
    fireEvent.click(dialog.getByRole('button', { name: 'Fill in' }));
    await waitFor(() =>
      expect(client.draft).toMatchObject({
        endpoint: 'https://idp.example/token',
        grant: 'client-credentials',
        auth: { method: 'basic', clientId: 'me', secret: 'entry-2' },
        query: [['t', '1']],
        params: [['scope', 'a']],
      }),
    );
    expect(client.inputsOf('vault.addSecret')).toMatchObject([{ secret: 'theirs', kind: 'client-secret' }]);
    expect(JSON.stringify(client.draft)).not.toContain('theirs');
  });
});
