import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Face, faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';
import { clientOf } from './support/window-client.ts';

const stepTitles = [
  'Header',
  'Encoded header',
  'Claims',
  'Encoded claims',
  'Signing input',
  'Signature',
  'Assertion',
  'Form body',
];

describe.each(faces)('both flows, in the $name', (kind) => {
  let face: Face;
  let window: SignetWindow;
  beforeAll(async () => {
    if (kind.missing) return;
    face = await kind.open();
    window = new SignetWindow(face.page);
    await window.generateKey('flow key');
    await window.startPlayground();
  });
  afterAll(() => face?.close());

  const itRuns = it.skipIf(kind.missing !== undefined);

  itRuns('gateway flow: the eight steps, a token, its introspection, its refresh', async () => {
    const compose = await window.composeForNewClient('Register gateway client', 'Use in Compose');
    await compose.getByRole('tab', { name: 'Step by step' }).click();
    for (const step of stepTitles) await compose.getByText(step, { exact: true }).last().waitFor();
    await compose.getByRole('tab', { name: 'Token' }).click();
    await window.send();
    await window.answer().getByText('200').first().waitFor();
    const first = await window.member('access_token');
    await window.answer().getByRole('button', { name: 'Introspect', exact: true }).click();
    expect(
      await window.member('active', window.answer().getByRole('region', { name: 'Introspection' })),
    ).toMatch(/true|yes/);
    await window.answer().getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect.poll(() => window.member('access_token')).not.toBe(first);
  });

  itRuns(
    'gateway flow: exp ten minutes away is found while typing, refused by the server, and explained',
    async () => {
      const compose = window.main('Compose');
      await compose.getByLabel('Expires (exp)').fill('+10m');
      await compose
        .getByText(/accepts at most 300 s/)
        .first()
        .waitFor();
      await window.send();
      await window.answer().getByText('invalid_grant').first().waitFor();
      await window
        .answer()
        .getByText(/exp is in the past or more than five minutes away/)
        .first()
        .waitFor();
    },
  );

  itRuns(
    'gateway flow over TLS: the certificate is shown, accepted for this server alone, and remembered',
    async () => {
      const compose = await window.composeForNewClient('Register gateway client', 'Use over TLS');
      const endpoint = new URL(await compose.getByLabel('Endpoint').inputValue());
      await window.setQueryParameter('tenantDomain', 'carbon.super');
      await window.send();
      await window.distrusted().getByText('self-signed', { exact: false }).first().waitFor();
      const shown = await window.member('SHA-256', window.distrusted());
      expect(shown).toContain(await fingerprintOf(endpoint));
      await window.distrusted().getByRole('button', { name: 'Accept this certificate and go on' }).click();
      await window.answer().getByText('200').first().waitFor();
      expect(await window.distrusted().count()).toBe(0);
      const first = await window.member('access_token');
      await window
        .answer()
        .getByRole('button', { name: /^Connection/ })
        .click();
      await window.answer().getByText('accepted certificate').first().waitFor();
      await window
        .answer()
        .getByRole('button', { name: /^Raw request/ })
        .click();
      await window
        .answer()
        .getByText(/^POST \S+\?tenantDomain=carbon\.super HTTP\/1\.1/)
        .last()
        .waitFor();
      await window.answer().getByRole('button', { name: 'Refresh', exact: true }).click();
      await expect.poll(() => window.member('access_token')).not.toBe(first);
      expect(await compose.getByLabel('Accept any TLS certificate').count()).toBe(0);
    },
  );

  itRuns(
    'API manager flow: over TLS with a tenant and a client secret the window does not know, refreshed and active',
    async () => {
      await window.composeForNewClient('Register API manager client', 'Use over TLS');
      const compose = window.main('Compose');
      await expect.poll(() => compose.getByLabel('Client authentication').inputValue()).toBe('basic');
      await window.setQueryParameter('tenantDomain', 'carbon.super');
      await window.send();
      await window.answer().getByText('200').first().waitFor();
      const first = await window.member('access_token');
      await window.answer().getByRole('button', { name: 'Refresh', exact: true }).click();
      await expect.poll(() => window.member('access_token')).not.toBe(first);
      await window.answer().getByRole('button', { name: 'Introspect', exact: true }).click();
      expect(
        await window.member('active', window.answer().getByRole('region', { name: 'Introspection' })),
      ).toMatch(/true|yes/);
      await window.unfold(/^Connection usual/);
      await compose.getByRole('button', { name: /^Forget the certificate of/ }).click();
      await window.send();
      await window.distrusted().waitFor();
      await window.distrusted().getByRole('button', { name: 'Accept this certificate and go on' }).click();
      await window.distrusted().waitFor({ state: 'detached' });
    },
  );

  itRuns('a saved flow is run by one press, and the history sends it again', async () => {
    const compose = window.main('Compose');
    await compose.getByRole('button', { name: 'Save as flow' }).click();
    const dialog = face.page.getByRole('dialog', { name: 'Save as flow' });
    await dialog.getByLabel('Name').fill('tenant token');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const flows = window.main('Flows');
    await flows.getByRole('button', { name: 'Run' }).click();
    const answer = flows.getByRole('region', { name: 'Answer' });
    await answer.getByText('200').first().waitFor();
    const first = await window.member('access_token', answer);
    await flows.getByRole('tab', { name: 'History' }).click();
    await flows.getByLabel('Search history').fill('tenant token');
    await flows.getByRole('button', { name: 'Send again' }).click();
    await answer.getByText('200').first().waitFor();
    expect(await window.member('access_token', answer)).not.toBe(first);
  });

  itRuns.each([
    ['private_key_jwt', 'private_key_jwt'],
    ['client_secret_jwt', 'client_secret_jwt'],
    ['client_secret_post', 'post'],
    ['self_signed_tls_client_auth', 'mtls'],
  ] as const)('a client by %s gets a token that is bound to a key', async (authentication, method) => {
    const client = clientOf(face);
    const entries = await client.vault.list({});
    const entry = entries.ok ? entries.value.find(({ name }) => name === 'flow key')?.id : undefined;
    const registered = await client.playground.register({
      kind: 'standard',
      certificate: { entry: entry ?? '' },
      authentication,
      dpop: 'nonce',
    });
    if (!registered.ok) throw new Error(registered.error.message);
    const compose = await window.composeFor(registered.value.clientId);
    expect(await compose.getByLabel('Client authentication').inputValue()).toBe(method);
    await window.send();
    await window.answer().getByText('200').first().waitFor();
    expect(await window.member('token_type')).toBe('DPoP');
  });

  itRuns('nothing broke the content security policy or threw', () => {
    expect(face.complaints).toEqual([]);
  });
});

/** What a server's certificate has for a fingerprint, as TLS itself tells. */
async function fingerprintOf({ hostname, port }: URL): Promise<string> {
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}
