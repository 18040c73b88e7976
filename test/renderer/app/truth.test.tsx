import { fireEvent, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { closedPort, json, serveHttp, type TestServer } from '../../core/http/test-servers.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { answer, claimsOf, compose, fill, press, renderSigned, shownToken } from '../compose-page.ts';
import { goTo, renderApp } from '../render-app.tsx';

const tokens = {
  access_token: 'mF_9.B5f-4.1JqM',
  refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
  token_type: 'Bearer',
};
const field = (label: string) => compose().getByLabelText<HTMLInputElement>(label);
const ctrlEnter = (target: Element) => fireEvent.keyDown(target, { key: 'Enter', ctrlKey: true });
/** What was sent as client_secret_basic, each part form-encoded (RFC 6749 section 2.3.1). */
const secretsOf = (server: TestServer) =>
  server.requests.map(({ headers }) => {
    const [, basic = ''] = /^Basic (.*)$/.exec(String(headers.authorization)) ?? [];
    return decodeURIComponent(Buffer.from(basic, 'base64').toString().replaceAll('+', ' '));
  });
const clientSecrets = async (core: MemoryCore) =>
  (await core.entries()).filter(({ kind }) => kind === 'client-secret').map(({ name }) => name);

async function start(change: Partial<Draft> = {}, serve: Parameters<typeof serveHttp>[0] = json(tokens)) {
  const core = new MemoryCore();
  const key = await core.addKey();
  const server = await serveHttp(serve);
  core.startFrom({ entry: key.id, endpoint: server.url, ...change });
  await renderSigned(core);
  return { core, key, server };
}

const basic = (clientId = 'me') => ({ auth: { method: 'basic', clientId } as const });

describe('a secret that is typed', () => {
  it('and followed at once by Ctrl+Enter is the one that is sent, and they do not pile up', async () => {
    const { core, server } = await start(basic());
    const typed = Array.from({ length: 5 }, (_, index) => `secret ${index + 1}`);
    for (const [index, secret] of typed.entries()) {
      if (index > 0) press('Change');
      fill('Client secret', secret);
      ctrlEnter(field('Client secret'));
      await waitFor(() => expect(server.requests).toHaveLength(index + 1));
      await answer().findByText('access_token');
      await compose().findByRole('button', { name: 'Change' });
    }
    expect(secretsOf(server)).toEqual(typed.map((secret) => `me:${secret}`));
    expect(await clientSecrets(core)).toEqual(['secret of me']);
    expect(document.body.innerHTML).not.toMatch(/secret \d/);
  });

  it('and followed at once by a click on Send is the one that is sent', async () => {
    const { server } = await start(basic());
    fill('Client secret', 'one');
    fireEvent.blur(field('Client secret'));
    press('Send');
    await answer().findByText('access_token');
    press('Change');
    fill('Client secret', 'two');
    fireEvent.blur(field('Client secret'));
    press('Send');
    await waitFor(() => expect(server.requests).toHaveLength(2));
    expect(secretsOf(server)).toEqual(['me:one', 'me:two']);
  });

  it('is waited for, however long the vault takes, with all that is typed meanwhile', async () => {
    const { core, server } = await start(basic());
    const release = core.transport.hold('vault.addSecret');
    fill('Client secret', 'half');
    fireEvent.blur(field('Client secret'));
    fill('Client secret', 'half a secret');
    ctrlEnter(field('Client secret'));
    expect(answer().getByText(/^Waiting for the answer/)).toBeTruthy();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.requests).toEqual([]);
    release();
    await answer().findByText('access_token');
    expect(secretsOf(server)).toEqual(['me:half a secret']);
  });

  it('goes to the endpoint that is typed after it', async () => {
    const { server } = await start(basic());
    const other = await serveHttp(json(tokens));
    fill('Client secret', 'one');
    fireEvent.keyDown(field('Client secret'), { key: 'Enter' });
    await compose().findByRole('button', { name: 'Change' });
    press('Change');
    fill('Client secret', 'two');
    fireEvent.blur(field('Client secret'));
    fill('Endpoint', other.url);
    ctrlEnter(field('Endpoint'));
    await answer().findByText('access_token');
    expect(server.requests).toEqual([]);
    expect(secretsOf(other)).toEqual(['me:two']);
  });

  it('belongs to the draft that it is typed for, though another is begun meanwhile', async () => {
    const { core } = await start(basic());
    const release = core.transport.hold('vault.addSecret');
    fill('Client secret', 'mine');
    fireEvent.blur(field('Client secret'));
    press('New');
    release();
    await waitFor(async () => expect(await clientSecrets(core)).toEqual(['secret of me']));
    fill('Client authentication', 'basic');
    expect(compose().queryByText('secret of me')).toBeNull();
    // The vault has it a moment before the window is told.
    await waitFor(() => expect(field('Client secret').value).toBe(''));
    press('Undo: New draft');
    expect(await compose().findByText('secret of me')).toBeTruthy();
  });

  it('takes no place of one that another client or server uses', async () => {
    const { core, server } = await start(basic());
    fill('Client secret', 'one');
    fireEvent.keyDown(field('Client secret'), { key: 'Enter' });
    await compose().findByText('secret of me');
    const flow = {
      name: 'nightly',
      endpoint: 'https://other.example/token',
      grant: 'client-credentials',
      auth: { method: 'basic', clientId: 'me', secret: 'secret of me' },
    } as const;
    unwrap(await core.direct.flows.save({ flow }));
    for (const secret of ['two', 'three']) {
      press('Change');
      fill('Client secret', secret);
      ctrlEnter(field('Client secret'));
      await waitFor(() => expect(secretsOf(server).at(-1)).toBe(`me:${secret}`));
      await compose().findByRole('button', { name: 'Change' });
    }
    expect(await clientSecrets(core)).toEqual(['secret of me', 'secret of me (2)']);
  });

  it('that cannot be kept is not sent without, and the vault can be unlocked for it', async () => {
    const { core, server } = await start(basic());
    await core.lockVault();
    await compose().findByText(/vault is locked/i);
    fill('Client secret', 'one');
    ctrlEnter(field('Client secret'));
    expect(await answer().findByRole('button', { name: 'Unlock vault' })).toBeTruthy();
    expect(server.requests).toEqual([]);
    expect(field('Client secret').value).toBe('one');
  });

  it('leaves the one before where nothing is typed in its place', async () => {
    const { server } = await start(basic());
    fill('Client secret', 'one');
    fireEvent.keyDown(field('Client secret'), { key: 'Enter' });
    await compose().findByText('secret of me');
    press('Change');
    fireEvent.blur(field('Client secret'));
    expect(await compose().findByText('secret of me')).toBeTruthy();
    press('Send');
    await answer().findByText('access_token');
    expect(secretsOf(server)).toEqual(['me:one']);
  });

  it('is asked for again where it is no longer in the vault', async () => {
    const { core, server } = await start({ auth: { method: 'basic', clientId: 'me', secret: 'gone' } });
    press('Send');
    expect(await compose().findByText('it is no longer in the vault: type it again')).toBeTruthy();
    expect(server.requests).toEqual([]);
    fill('Client secret', 'once more');
    ctrlEnter(field('Client secret'));
    await answer().findByText('access_token');
    expect(secretsOf(server)).toEqual(['me:once more']);
    expect(await clientSecrets(core)).toEqual(['secret of me']);
  });
});

describe('fields typed and followed at once by Ctrl+Enter', () => {
  it('are what is sent, and the token is the one that is shown', async () => {
    const { server } = await start();
    for (let count = 1; count <= 5; count += 1) {
      fill('Issuer (iss)', `issuer ${count}`);
      fill('Client ID', `client ${count}`);
      ctrlEnter(field('Client ID'));
      await waitFor(() => expect(server.requests).toHaveLength(count));
      await answer().findByText('access_token');
      const form = new URLSearchParams(server.requests.at(-1)?.body);
      expect(form.get('client_id')).toBe(`client ${count}`);
      expect(claimsOf(form.get('assertion') ?? '')).toMatchObject({ iss: `issuer ${count}` });
      expect(shownToken()).toBe(form.get('assertion'));
    }
  });
});

describe('an answer belongs to the request above it', () => {
  const shown = () => compose().getByRole('region', { name: 'Answer' }).textContent ?? '';
  const nothingOld = () => {
    expect(shown()).not.toContain('mF_9');
    expect(shown()).not.toContain('200 OK');
    expect(shown()).not.toMatch(/\d ms/);
  };

  it('is gone when the next request cannot reach its server', async () => {
    await start();
    press('Send');
    await answer().findByText('access_token');
    expect(shown()).toContain('200 OK');
    fill('Endpoint', `http://127.0.0.1:${await closedPort()}/token`);
    press('Send');
    expect((await answer().findByRole('alert')).textContent).toMatch(/cannot be reached/);
    nothingOld();
  });

  it('is gone while the next one is waited for, and stays gone when that is given up', async () => {
    let isSlow = false;
    await start({}, (response, request) => (isSlow ? undefined : json(tokens)(response, request)));
    press('Send');
    await answer().findByText('access_token');
    isSlow = true;
    press('Send');
    await answer().findByText(/^Waiting for the answer/);
    nothingOld();
    press('Cancel');
    await answer().findByText('Cancelled before an answer came.');
    nothingOld();
  });

  it('is marked as the previous one’s after an edit, and no longer once that is taken back', async () => {
    await start();
    press('Send');
    await answer().findByText('access_token');
    const before = field('Issuer (iss)').value;
    expect(answer().queryByText('previous request')).toBeNull();
    for (const [label, value] of [
      ['Issuer (iss)', 'another'],
      ['Client ID', 'another'],
    ] as const) {
      const was = field(label).value;
      fill(label, value);
      expect(answer().getByText('previous request')).toBeTruthy();
      expect(answer().getByText('This belongs to the previous request')).toBeTruthy();
      expect(answer().getByText('access_token')).toBeTruthy();
      fill(label, was);
      expect(answer().queryByText('previous request')).toBeNull();
    }
    expect(field('Issuer (iss)').value).toBe(before);
    fill('Server', 'okta');
    expect(answer().getByText('previous request')).toBeTruthy();
    press('Undo: Okta chosen');
    expect(answer().queryByText('previous request')).toBeNull();
  });

  it('is marked when the next request is not sent at all, which says why', async () => {
    const { server } = await start();
    press('Send');
    await answer().findByText('access_token');
    fill('Client authentication', 'basic');
    press('Send');
    const alert = within(await answer().findByRole('alert'));
    expect(alert.getByText('Not sent')).toBeTruthy();
    expect(alert.getByText(/^Client ID: /)).toBeTruthy();
    expect(alert.getByText(/^Client secret: /)).toBeTruthy();
    expect(answer().getByText('previous request')).toBeTruthy();
    expect(server.requests).toHaveLength(1);
    expect(document.activeElement).toBe(field('Client ID'));
  });

  it('that comes after an edit is marked at once', async () => {
    const { core } = await start();
    const release = core.transport.hold('endpoint.send');
    press('Send');
    fill('Issuer (iss)', 'typed while it is sent');
    release();
    await answer().findByText('access_token');
    expect(answer().getByText('previous request')).toBeTruthy();
  });

  it('and a failure is tried again as the request is now', async () => {
    const { server } = await start();
    fill('Endpoint', `http://127.0.0.1:${await closedPort()}/token`);
    press('Send');
    await answer().findByRole('button', { name: 'Try again' });
    fill('Endpoint', server.url);
    expect(answer().getByText('This belongs to the previous request')).toBeTruthy();
    press('Try again');
    await answer().findByText('access_token');
    expect(server.requests).toHaveLength(1);
  });

  it('and its tokens go back to the server that gave them', async () => {
    const { server } = await start(basic());
    const other = await serveHttp(json(tokens));
    fill('Client secret', 'one');
    ctrlEnter(field('Client secret'));
    fireEvent.click(await answer().findByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(server.requests).toHaveLength(2));
    await answer().findByText('refreshed');
    fill('Endpoint', other.url);
    press('Refresh');
    await waitFor(() => expect(server.requests).toHaveLength(3));
    expect(other.requests).toEqual([]);
  });

  it('in an environment is not shown for another', async () => {
    const server = await serveHttp(json(tokens));
    const core = new MemoryCore();
    const flow = {
      name: 'nightly',
      endpoint: `${server.url}?to={{who}}`,
      grant: 'client-credentials',
      auth: { method: 'none' },
    } as const;
    unwrap(await core.direct.flows.save({ flow }));
    for (const name of ['one', 'two'])
      unwrap(await core.direct.flows.saveEnvironment({ environment: { name, variables: [['who', name]] } }));
    await renderApp(core);
    const flows = await goTo('Flows');
    fireEvent.click(await flows.findByRole('button', { name: 'Run' }));
    await flows.findByText('access_token');
    fireEvent.change(flows.getByLabelText('Environment'), { target: { value: 'two' } });
    expect(flows.queryByText('access_token')).toBeNull();
  });
});

describe('a fresh draft that cannot be sent says why', () => {
  it('without a key', async () => {
    const core = new MemoryCore();
    await renderApp(core);
    await compose().findByRole('button', { name: 'Generate key' });
    press('Send');
    const alert = within(await answer().findByRole('alert'));
    expect(alert.getByText('Key: choose the key that signs, or generate one')).toBeTruthy();
  });

  it('with what its preset leaves to be filled in', async () => {
    const core = new MemoryCore();
    await core.addKey();
    const server = await serveHttp(json(tokens));
    await renderSigned(core);
    fill('Endpoint', server.url);
    press('Send');
    expect((await answer().findByRole('alert')).textContent).toMatch(/client_id/);
    expect(server.requests).toEqual([]);
  });
});
