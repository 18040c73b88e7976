import { createHmac } from 'node:crypto';
import { fireEvent, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { draftFor } from '../../../renderer/state/start-draft.ts';
import { unwrap } from '../../../shared/base/result.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { okta } from '../../../shared/servers/okta.ts';
import { json, serveHttp, serveTls, type TestServer } from '../../core/http/test-servers.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { answer, claimsOf, compose, fill, headerOf, press, renderSigned } from '../compose-page.ts';
import { dialog } from '../render-app.tsx';

const tokens = {
  access_token: 'mF_9.B5f-4.1JqM',
  refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
  token_type: 'Bearer',
};
const lastForm = ({ requests }: TestServer): Partial<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(requests.at(-1)?.body));

/** A window over a core with one key, whose composer holds a request to a server that grants tokens. */
async function start(change: Partial<Draft> = {}, serve: Parameters<typeof serveHttp>[0] = json(tokens)) {
  const core = new MemoryCore();
  const key = await core.addKey();
  const server = await serveHttp(serve);
  core.startFrom({ entry: key.id, endpoint: server.url, ...change });
  await renderSigned(core);
  return { core, key, server };
}

describe('grants', () => {
  it('exchanges a token that no draft keeps', async () => {
    const { core, server } = await start();
    fill('Grant', 'token-exchange');
    press('Send');
    expect(await compose().findByText('paste the token')).toBeTruthy();
    expect(server.requests).toEqual([]);
    fill('Subject token', 'subject.of.it');
    press('Send');
    await answer().findByText('access_token');
    expect(lastForm(server)).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: 'subject.of.it',
    });
    await waitFor(() => expect(core.draft).toMatchObject({ grant: 'token-exchange' }));
    expect(JSON.stringify(core.draft)).not.toContain('subject.of.it');
  });

  it('authenticates by the composed assertion where the server wants that', async () => {
    const { endpoint: _, ...preset } = draftFor(okta);
    const claims = '{"iss":"me","sub":"me","aud":"https://okta.example","exp":"+5m"}';
    const { server } = await start({ ...preset, claims });
    fill('Client ID', 'me');
    press('Send');
    await answer().findByText('access_token');
    const { client_assertion, ...form } = lastForm(server);
    expect(form).toMatchObject({ grant_type: 'client_credentials' });
    expect(form).not.toHaveProperty('assertion');
    expect(claimsOf(client_assertion)).toMatchObject({ iss: 'me', sub: 'me', aud: 'https://okta.example' });
  });
});

describe('client authentication', () => {
  it('shows its certificate over mutual TLS', async () => {
    const { core, key } = await start();
    unwrap(await core.direct.playground.start({}));
    const { clientId, endpoint, issuer, audience } = unwrap(
      await core.direct.playground.register({
        kind: 'standard',
        authentication: 'tls_client_auth',
        certificate: { entry: key.id },
      }),
    );
    fill('Endpoint', endpoint);
    fill('Issuer (iss)', issuer);
    fill('Audience (aud)', audience);
    fill('Subject (sub)', 'alice');
    press(/^Connection/);
    fireEvent.click(compose().getByLabelText('Accept any TLS certificate'));
    fill('Client authentication', 'mtls');
    fill('Client ID', clientId);
    press('Send');
    expect(await compose().findByText('choose the key and its certificate')).toBeTruthy();
    fill('Key and certificate of the client', key.id);
    press('Send');
    await answer().findByText('access_token');
    const { log } = unwrap(await core.direct.playground.status({}));
    expect(log[0]).toMatchObject({ status: 200, clientId });
  });

  it('hands a typed secret to the vault and clears the field', async () => {
    const { server } = await start();
    fill('Client authentication', 'client_secret_jwt');
    fill('Client ID', 'me');
    fill('Client secret', 'a secret of theirs, of 32 bytes at least');
    fireEvent.keyDown(compose().getByLabelText('Client secret'), { key: 'Enter' });
    expect(await compose().findByText('secret of me')).toBeTruthy();
    press('Send');
    await answer().findByText('access_token');
    const proof = lastForm(server).client_assertion ?? '';
    const [input, signature] = proof.split(/\.(?=[^.]*$)/);
    const mac = createHmac('sha256', 'a secret of theirs, of 32 bytes at least').update(input ?? '');
    expect(mac.digest('base64url')).toBe(signature);
    expect(claimsOf(proof)).toMatchObject({ iss: 'me', sub: 'me' });
    expect(document.body.innerHTML).not.toContain('a secret of theirs, of 32 bytes at least');
  });

  it('binds the token to a key', async () => {
    const { server } = await start();
    press(/^DPoP/);
    fill('Bind the token to', 'own');
    press('Send');
    await answer().findByText('access_token');
    const proof = String(server.requests[0]?.headers.dpop);
    expect(headerOf(proof)).toMatchObject({ typ: 'dpop+jwt', jwk: { kty: 'EC' } });
    expect(claimsOf(proof)).toMatchObject({ htm: 'POST', htu: server.url });
  });
});

describe('connection', () => {
  it('shows an unknown certificate, accepts it for this server, sends, and forgets it again', async () => {
    const { core } = await start();
    const server = await serveTls(json(tokens));
    fill('Endpoint', server.url);
    press('Send');
    const question = within(await answer().findByRole('region', { name: 'Certificate of the server' }));
    const [shown] = question.getAllByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(server.requests).toEqual([]);
    fireEvent.click(question.getByRole('button', { name: 'Accept this certificate and go on' }));
    await answer().findByText('access_token');
    const accepted = unwrap(await core.direct.endpoint.acceptedCertificates({}));
    expect(accepted).toMatchObject([{ server: `127.0.0.1:${server.port}`, sha256: shown?.textContent }]);
    press(/^Connection usual/);
    fireEvent.click(await compose().findByRole('button', { name: /^Forget the certificate/ }));
    await waitFor(async () =>
      expect(unwrap(await core.direct.endpoint.acceptedCertificates({}))).toEqual([]),
    );
    press('Send');
    expect(await answer().findByRole('region', { name: 'Certificate of the server' })).toBeTruthy();
  });

  it('keeps proxy and timeout, and no password', async () => {
    const { core, server } = await start({}, () => {});
    press(/^Connection/);
    fill('Proxy', 'http://me:hidden@proxy:8080');
    expect(await compose().findByText(/A password is not kept here/)).toBeTruthy();
    fill('Timeout in seconds', '1');
    press('Send');
    expect((await answer().findByRole('alert')).textContent).toMatch(/1 s/);
    expect(server.requests).toHaveLength(1);
    expect(core.draft).toMatchObject({ timeoutSeconds: 1 });
    expect(JSON.stringify(core.draft)).not.toContain('hidden');
  });

  it('fills endpoint and authentication from the server’s own description', async () => {
    const { core, server } = await start({}, (response, request) => {
      const issuer = `http://${request.headers.host}`;
      const document = {
        issuer,
        token_endpoint: `${issuer}/its/token`,
        token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic'],
      };
      json(document)(response, request);
    });
    const issuer = server.url.replace('/token', '');
    press('Fill from issuer');
    const discover = await dialog('Fill from issuer');
    fireEvent.click(discover.getByRole('button', { name: 'Look up' }));
    expect(await discover.findByText(`${issuer}/its/token`)).toBeTruthy();
    expect(core.draft).toMatchObject({ endpoint: server.url });
    fireEvent.click(discover.getByRole('button', { name: 'Fill in' }));
    await waitFor(() =>
      expect(core.draft).toMatchObject({
        endpoint: `${issuer}/its/token`,
        auth: { method: 'private_key_jwt' },
      }),
    );
    expect(server.requests.map(({ url }) => url)).toEqual(['/.well-known/openid-configuration']);
  });
});

describe('answers', () => {
  it('mends the assertion with one press, where an explanation knows how', async () => {
    const refusal = { error: 'invalid_grant', error_description: 'JSON Web Token is expired' };
    await start({ claims: '{"iss":"me","aud":"a","exp":"+20m","iat":"now"}' }, json(refusal, 400));
    press('Send');
    fireEvent.click((await answer().findAllByRole('button', { name: 'Set exp to +5m' }))[0] as HTMLElement);
    expect(await answer().findByText('Done: send it again')).toBeTruthy();
    expect(compose().getByLabelText<HTMLInputElement>('Expires (exp)').value).toBe('+5m');
  });

  it.each([
    ['html', 'text/html', '<html><title>Log in</title></html>', 'A web page came back'],
    ['empty', 'application/json', '', 'The answer is empty'],
    ['other', 'application/json', '{"hello":"you"}', 'The answer is not one of a token endpoint'],
  ])('names an answer that is %s', async (_kind, type, body, title) => {
    await start({}, (response) => void response.writeHead(400, { 'Content-Type': type }).end(body));
    press('Send');
    expect(await answer().findByText(title)).toBeTruthy();
  });

  it('says how far the server’s clock is off, when it matters', async () => {
    let offset = 2;
    const date = () => new Date(Date.now() + offset * 1000).toUTCString();
    await start({}, (response, request) => {
      response.setHeader('Date', date());
      json(tokens)(response, request);
    });
    press('Send');
    await answer().findByText('access_token');
    expect(answer().queryByText(/clock is/)).toBeNull();
    offset = -600;
    press('Send');
    expect(await answer().findByText('The server’s clock is 10 min behind this machine’s')).toBeTruthy();
  });

  it('revokes at an address that is asked for once, and calls an API', async () => {
    const { core, server } = await start({}, (response, request) =>
      request.url === '/token'
        ? json(tokens)(response, request)
        : request.url === '/me'
          ? json({ sub: 'alice' })(response, request)
          : void response.writeHead(200).end(),
    );
    press('Send');
    fireEvent.click(await answer().findByRole('button', { name: 'Revoke access_token' }));
    const ask = await dialog('Revoke');
    const revocation = server.url.replace('/token', '/revoke');
    fireEvent.change(ask.getByLabelText(/^Address/), { target: { value: revocation } });
    fireEvent.click(ask.getByRole('button', { name: 'Revoke' }));
    expect(await answer().findByText('The server took the revocation')).toBeTruthy();
    expect(server.requests.at(-1)?.url).toBe('/revoke');
    expect(lastForm(server)).toMatchObject({ token: tokens.access_token, token_type_hint: 'access_token' });
    await waitFor(() => expect(core.draft).toMatchObject({ endpoints: { revocation } }));

    fireEvent.click(answer().getByRole('button', { name: 'Call API…' }));
    const call = await dialog('Call an API');
    fireEvent.change(call.getByLabelText('Address'), {
      target: { value: server.url.replace('/token', '/me') },
    });
    fireEvent.click(call.getByRole('button', { name: 'Call' }));
    expect(await answer().findByText(/"sub": "alice"/)).toBeTruthy();
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${tokens.access_token}`);
  });
});

describe('code', () => {
  it('writes the request in each language, without a secret', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    const secret = await core.addSecret('secret of me', 'never shown');
    core.startFrom({
      entry: key.id,
      endpoint: 'https://gateway.example/token',
      auth: { method: 'basic', clientId: 'me', secret: secret.id },
    });
    await renderSigned(core);
    press('Copy as…');
    const copy = await dialog('Copy as code');
    expect(copy.getByRole('group', { name: 'code' }).textContent).toContain('curl -i -X POST');
    fireEvent.change(copy.getByLabelText('Language'), { target: { value: 'python' } });
    const code = copy.getByRole('group', { name: 'code' }).textContent;
    expect(code).toContain('import requests');
    expect(code).toContain('SIGNET_CLIENT_SECRET');
    expect(code).not.toMatch(new RegExp(`never shown|${secret.id}`));
  });

  it('says why there is none for an endpoint that is not a URL', async () => {
    await start({ endpoint: 'ftp://idp.example/token' });
    press('Copy as…');
    const copy = await dialog('Copy as code');
    expect(copy.getByRole('alert').textContent).toContain(
      'Not an http or https URL: "ftp://idp.example/token"',
    );
    expect(copy.queryByRole('group', { name: 'code' })).toBeNull();
    expect(copy.queryByRole('button', { name: 'Copy' })).toBeNull();
  });

  it('fills the request from a curl command, its secret going to the vault', async () => {
    const { core } = await start();
    press('Paste curl…');
    const paste = await dialog('Paste a curl command');
    const text =
      "curl -u me:theirs -d 'grant_type=client_credentials&scope=a' 'https://idp.example/token?t=1'";
    fireEvent.change(paste.getByLabelText('curl command'), { target: { value: 'wget x' } });
    expect(await paste.findByRole('alert')).toBeTruthy();
    fireEvent.change(paste.getByLabelText('curl command'), { target: { value: text } });
    fireEvent.click(paste.getByRole('button', { name: 'Fill in' }));
    await waitFor(() =>
      expect(core.draft).toMatchObject({
        endpoint: 'https://idp.example/token',
        grant: 'client-credentials',
        auth: { method: 'basic', clientId: 'me', secret: expect.any(String) },
        query: [['t', '1']],
        params: [['scope', 'a']],
      }),
    );
    const kept = (await core.entries()).find(({ id }) => id === core.draft?.auth.secret);
    expect(kept).toMatchObject({ kind: 'client-secret' });
    expect(JSON.stringify(core.draft)).not.toContain('theirs');
  });

  it.each([
    ['-k', /any TLS certificate/, { insecure: true }],
    ['--insecure', /any TLS certificate/, { insecure: true }],
    ['-x p.example:3128', /Use its proxy/, { proxy: 'http://p.example:3128' }],
    ['--proxy http://p.example:3128', /Use its proxy/, { proxy: 'http://p.example:3128' }],
    ['-skx p.example', /Use its proxy/, { proxy: 'http://p.example' }],
  ])(
    'shows what a curl command with %s would do, and leaves it off until it is turned on',
    async (option, label, on) => {
      const { core } = await start();
      const fill = async (turnOn: boolean) => {
        press('Paste curl…');
        const paste = await dialog('Paste a curl command');
        const text = `curl ${option} -d grant_type=client_credentials https://idp.example/${turnOn}`;
        fireEvent.change(paste.getByLabelText('curl command'), { target: { value: text } });
        const box = paste.getByRole('checkbox', { name: label }) as HTMLInputElement;
        expect(box.checked).toBe(false);
        if (turnOn) fireEvent.click(box);
        fireEvent.click(paste.getByRole('button', { name: 'Fill in' }));
        await waitFor(() => expect(core.draft?.endpoint).toBe(`https://idp.example/${turnOn}`));
      };
      await fill(false);
      expect(core.draft?.insecure).toBe(false);
      expect(core.draft).not.toHaveProperty('proxy');
      await fill(true);
      expect(core.draft).toMatchObject(on);
    },
  );

  it('reads no certificate authority of a curl command, and says so', async () => {
    const { core } = await start();
    press('Paste curl…');
    const paste = await dialog('Paste a curl command');
    const text = 'curl --cacert evil.pem -d grant_type=client_credentials https://idp.example/t';
    fireEvent.change(paste.getByLabelText('curl command'), { target: { value: text } });
    expect(paste.getByText(/left out: --cacert/i)).toBeTruthy();
    fireEvent.click(paste.getByRole('button', { name: 'Fill in' }));
    await waitFor(() => expect(core.draft?.endpoint).toBe('https://idp.example/t'));
    expect(core.draft).not.toHaveProperty('ca');
  });
});
