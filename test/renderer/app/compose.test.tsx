import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { draftFor } from '../../../renderer/state/start-draft.ts';
import { box } from '../../../shared/servers/box.ts';
import { json, serveHttp } from '../../core/http/test-servers.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import {
  answer,
  claimsOf,
  claimsText,
  compose,
  fill,
  headerOf,
  press,
  renderSigned,
  shownToken,
} from '../compose-page.ts';
import { dialog, goTo, renderApp } from '../render-app.tsx';

const tokens = {
  access_token: 'mF_9.B5f-4.1JqM',
  refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
  token_type: 'Bearer',
};

describe('Compose', () => {
  it('signs as the user types, with times resolved', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await renderSigned(core);
    fill('Issuer (iss)', 'my-client');
    await waitFor(() => expect(claimsOf()).toMatchObject({ iss: 'my-client' }));
    const { exp, iat } = claimsOf() as { exp: number; iat: number };
    expect(exp - iat).toBe(300);
  });

  it('checks the claims against the server’s rules', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await renderApp(core);
    await compose().findByText(/Put your own value in place of {client_id}/);
    press('Set exp to +1h');
    expect(await compose().findByText(/exp is 3600 s away/)).toBeTruthy();
  });

  it('signs with a weak key only after an explicit yes', async () => {
    const core = new MemoryCore();
    await core.addKey('strong');
    const weak = await core.addKey('weak', 'pem/rsa-1024.pkcs8.pem');
    await renderSigned(core);
    fill('Key', weak.id);
    await compose().findByText(/1024 bits/);
    expect(compose().queryByRole('button', { name: 'Copy token' })).toBeNull();
    fireEvent.click(compose().getByLabelText('Sign anyway'));
    await compose().findByRole('button', { name: 'Copy token' });
    expect(shownToken().split('.')[2]).toHaveLength(171);
  });

  it('edits lists, objects and numbers in the form, and leaves their places in the text', async () => {
    const core = new MemoryCore();
    await core.addKey();
    core.startFrom({ claims: '{"roles":["a"],"act":{"sub":"me"},"big":12345678901234567890,"iss":"i"}' });
    await renderSigned(core);
    fill('roles 1', 'admin');
    press('Add item');
    fill('roles 2', 'user');
    fill('act · sub', 'you');
    fill('big', '98765432109876543210');
    fireEvent.change(compose().getByLabelText('Add claim', { selector: 'input' }), {
      target: { value: 'email_verified' },
    });
    expect(compose().getByText('OpenID Connect Core section 5.1')).toBeTruthy();
    press('Add claim');
    await waitFor(() =>
      expect(claimsText()).toBe(
        '{"roles":["admin","user"],"act":{"sub":"you"},"big":98765432109876543210,"iss":"i","email_verified":true}',
      ),
    );
    press('Remove Actor (act)');
    fill('Kind of big', 'text');
    await waitFor(() =>
      expect(claimsText()).toBe(
        '{"roles":["admin","user"],"big":"98765432109876543210","iss":"i","email_verified":true}',
      ),
    );
  });

  it('fills header parameters in from the key, and keeps that with the draft', async () => {
    const core = new MemoryCore();
    await core.addKey();
    const bare = await core.addKey('bare', 'pem/rsa-2048.pkcs8.pem');
    await renderSigned(core);
    press('x5t#S256');
    press('kid');
    await waitFor(() => expect(Object.keys(headerOf())).toEqual(['alg', 'x5t#S256', 'kid']));
    await waitFor(() => expect(core.draft?.add).toEqual(['x5t#S256', 'kid']));
    fill('Key', bare.id);
    await waitFor(() => expect(Object.keys(headerOf())).toEqual(['alg', 'kid']));
  });

  it('gives jti a fresh value at each signing', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await renderSigned(core);
    press('fresh UUID');
    await compose().findByText(/A fresh UUID at each signing: [0-9a-f-]{36}/);
    const before = claimsOf().jti;
    expect(before).toMatch(/^[0-9a-f-]{36}$/);
    press('Sign again');
    await waitFor(() => expect(claimsOf().jti).not.toBe(before));
    expect(claimsOf().jti).toMatch(/^[0-9a-f-]{36}$/);
    await waitFor(() => expect(core.draft?.claims).toContain('"{uuid}"'));
  });

  it('mends what a finding names with one press', async () => {
    const core = new MemoryCore();
    await core.addKey();
    core.startFrom({ ...draftFor(box), claims: '{"iss":"me","aud":"https://api.box.com/oauth2/token"}' });
    await renderSigned(core);
    press('Give jti a fresh UUID');
    expect(await compose().findByText(/A fresh UUID at each signing/)).toBeTruthy();
  });

  it('keeps drafts under names, and opens them again', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await renderSigned(core);
    fill('Issuer (iss)', 'first-client');
    press('Save');
    const save = await dialog('Save draft');
    fireEvent.change(save.getByLabelText('Name'), { target: { value: 'first' } });
    fireEvent.click(save.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText('first')).toBeTruthy();
    fill('Issuer (iss)', 'second-client');
    expect(await screen.findByText('first · changed')).toBeTruthy();
    press('Drafts');
    fireEvent.click(await screen.findByRole('button', { name: 'Open first' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(compose().getByLabelText<HTMLInputElement>('Issuer (iss)').value).toBe('first-client');
    press('Drafts');
    fireEvent.click(await screen.findByRole('button', { name: 'Remove first' }));
    expect(core.workspace.get('drafts')).toHaveLength(1);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove draft' }));
    expect(await screen.findByText('Nothing is saved yet')).toBeTruthy();
    expect(core.workspace.get('drafts')).toEqual([]);
  });

  it('signs any text, detached and unencoded, when it is told to', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await renderSigned(core);
    press(/^Payload/);
    for (const option of [
      'Keep the text as typed',
      'Leave it out of the token',
      'Sign it as it is, not as base64url',
    ])
      fireEvent.click(compose().getByLabelText(option));
    await waitFor(() => expect(headerOf()).toMatchObject({ crit: ['b64'], b64: false }));
    await waitFor(() => expect(shownToken().split('.')[1]).toBe(''));
    await waitFor(() => expect(core.draft).toMatchObject({ verbatim: true, detached: true }));
  });

  it('encrypts the signed token for a recipient, and hides the result once it is outdated', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    await renderSigned(core);
    const signed = shownToken();
    fireEvent.click(compose().getByRole('tab', { name: 'Encrypt' }));
    await compose().findByLabelText('Key source');
    fill('Key source', 'vault');
    fill('Vault key', key.id);
    await compose().findByText('RSA-OAEP-256');
    press('Encrypt');
    expect(await compose().findByRole('button', { name: 'Copy encrypted token' })).toBeTruthy();
    const token = compose().getByRole('group', { name: 'Encrypted token' }).textContent ?? '';
    expect(headerOf(token)).toEqual({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' });
    const opened = await core.direct.jose.decrypt({ token, key: { entry: key.id } });
    expect(opened).toMatchObject({ ok: true, value: { plaintext: signed, nested: true } });
    fill('Issuer (iss)', 'someone-else');
    await waitFor(() => expect(compose().queryByRole('button', { name: 'Copy encrypted token' })).toBeNull());
  });

  it('asks once for each thing that a server’s preset leaves to the user', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await renderSigned(core);
    fill('Server', 'box');
    fill('The app’s client ID', 'my-box-app');
    press('Fill in');
    expect(compose().getByLabelText<HTMLInputElement>('Issuer (iss)').value).toBe('my-box-app');
    expect(compose().queryByLabelText('The app’s client ID')).toBeNull();
    press(/^What Box asks for/);
    expect(compose().getByText('60 s away')).toBeTruthy();
  });

  it('puts no other key unseen in the place of one that is gone', async () => {
    const core = new MemoryCore();
    const { id } = await core.addKey('other-key');
    core.startFrom({ entry: 'ab63144f-a0e2-43fd-a757-55b7aa93fd99' });
    await renderApp(core);
    expect(await compose().findByText('The key that was chosen is no longer in the vault')).toBeTruthy();
    expect(compose().queryByRole('button', { name: 'Copy token' })).toBeNull();
    fill('Key', id);
    expect(await compose().findByRole('button', { name: 'Copy token' })).toBeTruthy();
    expect(compose().queryByText('The key that was chosen is no longer in the vault')).toBeNull();
  });

  it('leads to a new key when there is none', async () => {
    const core = new MemoryCore();
    await renderApp(core);
    fireEvent.click(await compose().findByRole('button', { name: 'Generate key' }));
    const generate = await dialog('Generate key');
    fireEvent.change(generate.getByLabelText('Type'), { target: { value: 'ec' } });
    fireEvent.click(generate.getByRole('button', { name: 'Generate' }));
    await waitFor(async () => expect(await core.entries()).toHaveLength(1));
    await goTo('Compose');
    expect(await compose().findByRole('button', { name: 'Copy token' })).toBeTruthy();
    expect(headerOf()).toMatchObject({ alg: 'ES256' });
  });
});

describe('Send', () => {
  it('sends the assertion that is shown, and shows the tokens', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    const server = await serveHttp(json(tokens));
    core.startFrom({ entry: key.id, endpoint: server.url });
    await renderSigned(core);
    press('Send');
    expect(await answer().findByText('access_token')).toBeTruthy();
    const form = new URLSearchParams(server.requests[0]?.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    expect(form.get('assertion')).toBe(shownToken());
    expect(answer().getByRole('button', { name: 'Refresh' })).toBeTruthy();
  });

  it('explains a refusal, cause and fix', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    const refusal = { error: 'invalid_grant', error_description: 'JSON Web Token is expired' };
    const server = await serveHttp(json(refusal, 400));
    core.startFrom({ entry: key.id, endpoint: server.url });
    await renderSigned(core);
    press('Send');
    expect(await answer().findByText('JSON Web Token is expired')).toBeTruthy();
    expect(answer().getByText(/^exp is in the past or more than five minutes away/)).toBeTruthy();
    expect(answer().queryByText('access_token')).toBeNull();
  });

  it('asks for what is missing instead of sending', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    const server = await serveHttp(json(tokens));
    core.startFrom({ entry: key.id, endpoint: server.url });
    await renderSigned(core);
    fill('Client authentication', 'basic');
    press('Send');
    expect((await answer().findByRole('alert')).textContent).toMatch(/Client ID.*Client secret/);
    const fields = within(compose().getByRole('region', { name: 'Request' }));
    expect(fields.getAllByRole('alert')).toHaveLength(2);
    expect(server.requests).toEqual([]);
  });

  it('hands the client secret over once and keeps it nowhere', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await renderSigned(core);
    fill('Client authentication', 'basic');
    fill('Client ID', 'me');
    fill('Client secret', 's3cret-value');
    fireEvent.keyDown(compose().getByLabelText('Client secret'), { key: 'Enter' });
    expect(await compose().findByText('secret of me')).toBeTruthy();
    const secrets = (await core.entries()).filter(({ kind }) => kind === 'client-secret');
    expect(secrets.map(({ name }) => name)).toEqual(['secret of me']);
    await waitFor(() =>
      expect(core.draft?.auth).toEqual({ method: 'basic', clientId: 'me', secret: secrets[0]?.id }),
    );
    expect(document.body.innerHTML).not.toContain('s3cret-value');
    expect(JSON.stringify(core.draft)).not.toContain('s3cret-value');
    expect(compose().getByRole('button', { name: 'Change' })).toBeTruthy();
  });
});
