import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SendInput } from '../../../renderer/state/draft-request.ts';
import { draftFor } from '../../../renderer/state/start-draft.ts';
import { finding } from '../../../shared/jwt/finding.ts';
import { setFix } from '../../../shared/jwt/fix.ts';
import { axwayApiGateway } from '../../../shared/servers/axway-api-gateway.ts';
import { FakeClient } from '../../fakes/fake-client.ts';
import { refusedExchange } from '../../fakes/fake-exchanges.ts';
import { goTo, page, renderApp } from '../render-app.tsx';

const type = (label: string | RegExp, value: string) =>
  fireEvent.change(page('Compose').getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(page('Compose').getByRole('button', { name }));
const answer = () => within(page('Compose').getByRole('region', { name: 'Answer' }));

describe('Compose', () => {
  it('signs as the user types, with times resolved', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    type('Issuer (iss)', 'my-client');
    await waitFor(() =>
      expect(client.inputsOf('jose.sign').at(-1)).toMatchObject({
        claims: expect.stringContaining('"my-client"'),
      }),
    );
    const { claims } = client.inputsOf('jose.sign').at(-1) as { claims: string };
    const { exp, iat } = JSON.parse(claims) as { exp: number; iat: number };
    expect(exp - iat).toBe(300);
  });

  it('holds the claims against the server’s rules', async () => {
    await renderApp(new FakeClient().withKey());
    await page('Compose').findByText(/Put your own value in place of {client_id}/);
    fireEvent.click(page('Compose').getByRole('button', { name: 'Set exp to +1h' }));
    expect(await page('Compose').findByText(/exp is 3600 s away/)).toBeTruthy();
  });

  it('signs with a weak key only after an explicit yes', async () => {
    const client = new FakeClient().withKey('strong').withKey('weak', { key: { type: 'RSA', bits: 1024 } });
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    fireEvent.change(page('Compose').getByLabelText('Key'), { target: { value: 'entry-2' } });
    await page('Compose').findByText(/1024 bits/);
    expect(page('Compose').queryByRole('button', { name: 'Copy token' })).toBeNull();
    fireEvent.click(page('Compose').getByLabelText('Sign anyway'));
    await page('Compose').findByRole('button', { name: 'Copy token' });
    expect(client.inputsOf('jose.sign').at(-1)).toMatchObject({ allowWeakKey: true });
  });

  it('edits lists, objects and numbers in the form, and leaves their places in the text', async () => {
    const client = new FakeClient().withKey();
    client.draft = {
      ...draftFor(axwayApiGateway),
      claims: '{"roles":["a"],"act":{"sub":"me"},"big":12345678901234567890,"iss":"i"}',
    };
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    type('roles 1', 'admin');
    press('Add item');
    type('roles 2', 'user');
    type('act · sub', 'you');
    type('big', '98765432109876543210');
    fireEvent.change(page('Compose').getByLabelText('Add claim', { selector: 'input' }), {
      target: { value: 'email_verified' },
    });
    expect(page('Compose').getByText('OpenID Connect Core section 5.1')).toBeTruthy();
    press('Add claim');
    const claims =
      '{"roles":["admin","user"],"act":{"sub":"you"},"big":98765432109876543210,"iss":"i","email_verified":true}';
    await waitFor(() => expect(client.inputsOf('jose.sign').at(-1)).toMatchObject({ claims }));
    press('Remove Actor (act)');
    fireEvent.change(page('Compose').getByLabelText('Kind of big'), { target: { value: 'text' } });
    await waitFor(() =>
      expect(client.inputsOf('jose.sign').at(-1)).toMatchObject({
        claims: '{"roles":["admin","user"],"big":"98765432109876543210","iss":"i","email_verified":true}',
      }),
    );
  });

  it('fills header parameters in from the key, and keeps that with the draft', async () => {
    const client = new FakeClient().withKey().withKey('bare', { chain: [] });
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    press('x5t#S256');
    press('kid');
    await waitFor(() =>
      expect(client.inputsOf('jose.sign').at(-1)).toMatchObject({ add: ['x5t#S256', 'kid'] }),
    );
    await waitFor(() => expect(client.draft?.add).toEqual(['x5t#S256', 'kid']));
    fireEvent.change(page('Compose').getByLabelText('Key'), { target: { value: 'entry-2' } });
    await waitFor(() => expect(client.inputsOf('jose.sign').at(-1)).toMatchObject({ add: ['kid'] }));
  });

  it('gives jti a fresh value at each signing', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    press('fresh UUID');
    await page('Compose').findByText(/A fresh UUID at each signing: [0-9a-f-]{36}/);
    const idOf = (input: unknown) =>
      (JSON.parse((input as { claims: string }).claims) as { jti: string }).jti;
    const before = idOf(client.inputsOf('jose.sign').at(-1));
    press('Sign again');
    await waitFor(() => expect(idOf(client.inputsOf('jose.sign').at(-1))).not.toBe(before));
    await waitFor(() => expect(client.draft?.claims).toContain('"{uuid}"'));
  });

  it('mends what a finding names with one press', async () => {
    const client = new FakeClient().withKey();
    client.signFindings = [
      finding('claim-missing', 'claims.jti', 'jti is missing', { fix: setFix('claims.jti', '{uuid}') }),
    ];
    await renderApp(client);
    fireEvent.click(await page('Compose').findByRole('button', { name: 'Give jti a fresh UUID' }));
    expect(await page('Compose').findByText(/A fresh UUID at each signing/)).toBeTruthy();
  });

  it('keeps drafts under names, and opens them again', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    type('Issuer (iss)', 'first-client');
    press('Save');
    const dialog = within(await screen.findByRole('dialog', { name: 'Save draft' }));
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'first' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await page('Compose').findByText('first')).toBeTruthy();
    type('Issuer (iss)', 'second-client');
    expect(await page('Compose').findByText('first · changed')).toBeTruthy();
    press('Drafts');
    fireEvent.click(await screen.findByRole('button', { name: 'Open first' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page('Compose').getByLabelText<HTMLInputElement>('Issuer (iss)').value).toBe('first-client');
    press('Drafts');
    fireEvent.click(await screen.findByRole('button', { name: 'Remove first' }));
    expect(client.drafts).toHaveLength(1);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove draft' }));
    expect(await screen.findByText('Nothing is saved yet')).toBeTruthy();
    expect(client.drafts).toEqual([]);
  });

  it('signs any text, detached and unencoded, when it is told to', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    press(/^Payload/);
    fireEvent.click(page('Compose').getByLabelText('Keep the text as typed'));
    fireEvent.click(page('Compose').getByLabelText('Leave it out of the token'));
    fireEvent.click(page('Compose').getByLabelText('Sign it as it is, not as base64url'));
    await waitFor(() =>
      expect(client.inputsOf('jose.sign').at(-1)).toMatchObject({
        verbatim: true,
        detached: true,
        header: expect.stringMatching(/"crit":\s*\["b64"\][\s\S]*"b64":\s*false/),
      }),
    );
    await waitFor(() => expect(client.draft).toMatchObject({ verbatim: true, detached: true }));
  });

  it('encrypts the signed token for a recipient, and hides the result once it is outdated', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    fireEvent.click(page('Compose').getByRole('tab', { name: 'Encrypt' }));
    fireEvent.change(await page('Compose').findByLabelText('Key source'), { target: { value: 'vault' } });
    fireEvent.change(page('Compose').getByLabelText('Vault key'), { target: { value: 'entry-1' } });
    await page('Compose').findByText('RSA-OAEP-256');
    press('Encrypt');
    expect(await page('Compose').findByRole('button', { name: 'Copy encrypted token' })).toBeTruthy();
    expect(client.inputsOf('jose.encrypt')).toEqual([
      expect.objectContaining({
        header: '{"alg":"RSA-OAEP-256","enc":"A256GCM"}',
        plaintext: expect.stringMatching(/^eyJ/),
        key: { entry: 'entry-1' },
      }),
    ]);
    type('Issuer (iss)', 'someone-else');
    await waitFor(() =>
      expect(page('Compose').queryByRole('button', { name: 'Copy encrypted token' })).toBeNull(),
    );
  });

  it('asks once for each thing that a server’s preset leaves to the user', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    fireEvent.change(page('Compose').getByLabelText('Server'), { target: { value: 'box' } });
    type('The app’s client ID', 'my-box-app');
    press('Fill in');
    expect(page('Compose').getByLabelText<HTMLInputElement>('Issuer (iss)').value).toBe('my-box-app');
    expect(page('Compose').queryByLabelText('The app’s client ID')).toBeNull();
    press(/^What Box asks for/);
    expect(page('Compose').getByText('60 s away')).toBeTruthy();
  });

  it('leads to a new key when there is none', async () => {
    const client = new FakeClient();
    await renderApp(client);
    press('Generate key');
    const dialog = within(await screen.findByRole('dialog', { name: 'Generate key' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Generate' }));
    await waitFor(() => expect(client.entries).toHaveLength(1));
    await goTo('Compose');
    expect(await page('Compose').findByRole('button', { name: 'Copy token' })).toBeTruthy();
  });
});

describe('Send', () => {
  it('sends the fresh assertion and shows the tokens', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    press('Send');
    expect(await answer().findByText('access_token')).toBeTruthy();
    const input = client.inputsOf('endpoint.send')[0] as SendInput;
    expect(input).toMatchObject({ auth: { method: 'none' }, server: 'axway-api-gateway' });
    expect(answer().getByRole('button', { name: 'Refresh' })).toBeTruthy();
  });

  it('explains a refusal, cause and fix', async () => {
    const client = new FakeClient().withKey();
    client.exchange = refusedExchange;
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    press('Send');
    expect(await answer().findByText('JSON Web Token is expired')).toBeTruthy();
    expect(answer().getByText(/\+15m/)).toBeTruthy();
    expect(answer().queryByText('access_token')).toBeNull();
  });

  it('asks for what is missing instead of sending', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    fireEvent.change(page('Compose').getByLabelText('Client authentication'), { target: { value: 'basic' } });
    press('Send');
    expect((await page('Compose').findAllByRole('alert')).length).toBe(2);
    expect(client.inputsOf('endpoint.send')).toEqual([]);
  });

  it('hands the client secret over once and keeps it nowhere', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    fireEvent.change(page('Compose').getByLabelText('Client authentication'), { target: { value: 'basic' } });
    type('Client ID', 'me');
    type('Client secret', 's3cret-value');
    fireEvent.keyDown(page('Compose').getByLabelText('Client secret'), { key: 'Enter' });
    expect(await page('Compose').findByText('secret of me')).toBeTruthy();
    expect(client.inputsOf('vault.addSecret')).toEqual([
      { name: 'secret of me', kind: 'client-secret', secret: 's3cret-value', encoding: 'text' },
    ]);
    await waitFor(() =>
      expect(client.draft?.auth).toEqual({ method: 'basic', clientId: 'me', secret: 'entry-2' }),
    );
    expect(document.body.innerHTML).not.toContain('s3cret-value');
    expect(JSON.stringify(client.draft)).not.toContain('s3cret-value');
    expect(page('Compose').getByRole('button', { name: 'Change' })).toBeTruthy();
  });
});
