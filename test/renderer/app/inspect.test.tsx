import { fireEvent, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeClient } from '../../fakes/fake-client.ts';
import { fakeEncrypted } from '../../fakes/fake-tokens.ts';
import { compact } from '../../shared/jwt/token-parts.ts';
import { goTo, page, renderApp } from '../render-app.tsx';

const token = compact({ alg: 'RS256' }, { exp: 1_458_166_985, iss: 'jwtIDP' });

async function inspect(client: FakeClient, text: string) {
  await renderApp(client);
  const view = await goTo('Inspect');
  fireEvent.change(await view.findByLabelText('Token to inspect'), { target: { value: text } });
  return view;
}
const choose = (label: string | RegExp, value: string) =>
  fireEvent.change(page('Inspect').getByLabelText(label), { target: { value } });

describe('the decoder', () => {
  it('finds the tokens of a curl line, and lets one be chosen', async () => {
    const other = compact({ alg: 'ES256' }, { iss: 'another' });
    const view = await inspect(
      new FakeClient(),
      `curl -H 'Authorization: Bearer ${token}' -d 'assertion=${other}' https://api.example`,
    );
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
    choose('2 tokens in this text', '1');
    expect(await view.findByText('"another"')).toBeTruthy();
    expect(view.queryByText('"jwtIDP"')).toBeNull();
  });

  it('takes a dropped file', async () => {
    await renderApp(new FakeClient());
    const view = await goTo('Inspect');
    const file = new File([`{"access_token":"${token}"}`], 'answer.json');
    fireEvent.drop(await view.findByLabelText('Token to inspect'), { dataTransfer: { files: [file] } });
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
  });

  it('explains claims with the document that defines them, and times three ways', async () => {
    const view = await inspect(new FakeClient(), token);
    const claims = within(await view.findByRole('region', { name: 'Claims' }));
    fireEvent.click(claims.getByRole('tab', { name: 'Explained' }));
    expect(claims.getByText(/RFC 7519 section 4\.1\.4/)).toBeTruthy();
    expect(claims.getByText('2016-03-16T22:23:05Z')).toBeTruthy();
    expect(claims.getAllByText(/years ago/)).not.toEqual([]);
  });

  it('opens the token inside a token, and comes back', async () => {
    const outer = compact({ alg: 'RS256' }, { iss: 'outer', id_token: token });
    const view = await inspect(new FakeClient(), outer);
    fireEvent.click(await view.findByRole('button', { name: 'Open claims.id_token' }));
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
    expect(view.getByText('Inside: claims.id_token')).toBeTruthy();
    fireEvent.click(view.getByRole('button', { name: 'Back' }));
    expect(await view.findByText('"outer"')).toBeTruthy();
  });

  it('shows what changed between two tokens', async () => {
    const view = await inspect(new FakeClient(), token);
    fireEvent.click(await view.findByRole('button', { name: 'Compare' }));
    choose(
      'Token to compare with',
      compact({ alg: 'RS256' }, { exp: 1_458_166_985, iss: 'changed', sub: 'x' }),
    );
    expect(await view.findByText('2 differences')).toBeTruthy();
    const table = within(view.getByRole('table'));
    expect(table.getByText('claims.iss')).toBeTruthy();
    expect(table.getByText('"changed"')).toBeTruthy();
    expect(table.queryByText('claims.exp')).toBeNull();
    fireEvent.click(view.getByLabelText('Show what is the same'));
    expect(table.getByText('claims.exp')).toBeTruthy();
  });

  it('shows the certificates that a token brings along', async () => {
    const client = new FakeClient();
    const view = await inspect(client, compact({ alg: 'RS256', x5c: ['MIIB'] }, { iss: 'a' }));
    expect(await view.findByRole('region', { name: 'Certificates in the header' })).toBeTruthy();
    expect(await view.findByText('CN=from x5c,O=Example,C=DE')).toBeTruthy();
  });
});

describe('the verifier', () => {
  it('decodes at once, and verifies only with a key of the user’s choice', async () => {
    const client = new FakeClient().withKey();
    const view = await inspect(client, token);
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
    expect(view.getByText('Not verified')).toBeTruthy();
    expect(client.inputsOf('jose.verify')).toEqual([]);
    choose('Key source', 'vault');
    choose('Vault key', 'entry-1');
    expect(await view.findByText('Valid')).toBeTruthy();
    expect(client.inputsOf('jose.verify')).toEqual([{ token, key: { entry: 'entry-1' } }]);
  });

  it('shows what would be fetched, fetches when told to, and not again by itself', async () => {
    const client = new FakeClient();
    const view = await inspect(client, token);
    choose('Key source', 'jwks');
    choose('JWK set URL', 'https://issuer.example/jwks');
    expect(await view.findByText('GET https://issuer.example/jwks')).toBeTruthy();
    expect(client.inputsOf('jose.verify')).toEqual([]);
    fireEvent.click(view.getByRole('button', { name: 'Fetch and verify' }));
    expect(await view.findByText('Valid')).toBeTruthy();
    expect(client.inputsOf('jose.verify')).toEqual([{ token, key: { jwks: 'https://issuer.example/jwks' } }]);
    choose('Issuer', 'jwtIDP');
    expect(await view.findByText('Not verified')).toBeTruthy();
    expect(client.inputsOf('jose.verify')).toHaveLength(1);
  });

  it('offers the places that a token names, and fetches none of them', async () => {
    const client = new FakeClient();
    client.keyPlaces = [
      { parameter: 'jku', url: 'https://evil.example/jwks', key: { jwks: 'https://evil.example/jwks' } },
    ];
    const view = await inspect(client, token);
    fireEvent.click(await view.findByRole('button', { name: 'Use jku' }));
    expect(view.getByLabelText<HTMLInputElement>('JWK set URL').value).toBe('https://evil.example/jwks');
    expect(client.inputsOf('jose.verify')).toEqual([]);
  });

  it('asks what may vouch for the token’s own certificate', async () => {
    const client = new FakeClient().withKey();
    const view = await inspect(client, token);
    choose('Key source', 'x5c');
    fireEvent.click(view.getByLabelText('The certificate authorities of this machine'));
    fireEvent.click(view.getByLabelText('gateway-key, of the vault'));
    await waitFor(() =>
      expect(client.inputsOf('jose.verify').at(-1)).toEqual({
        token,
        key: { x5c: [{ system: true }, { entry: 'entry-1' }] },
      }),
    );
  });

  it('forgets a typed secret when another source is chosen, and when the page is left', async () => {
    const client = new FakeClient();
    const view = await inspect(client, token);
    choose('Key source', 'secret');
    choose('Shared secret', 's3cret-value');
    await view.findByText('Valid');
    choose('Key source', 'text');
    choose('Key source', 'secret');
    expect(view.getByLabelText<HTMLInputElement>('Shared secret').value).toBe('');
    choose('Shared secret', 's3cret-value');
    await goTo('Compose');
    await goTo('Inspect');
    await waitFor(() =>
      expect(page('Inspect').getByLabelText<HTMLInputElement>('Shared secret').value).toBe(''),
    );
    expect(JSON.stringify(client.draft)).not.toContain('s3cret-value');
  });

  it('takes the payload of a token that came without it', async () => {
    const client = new FakeClient().withKey();
    const detached = token.replace(/\..*\./, '..');
    const view = await inspect(client, detached);
    choose('Key source', 'vault');
    choose('Vault key', 'entry-1');
    fireEvent.change(await view.findByLabelText('Detached payload'), { target: { value: '{}' } });
    await waitFor(() =>
      expect(client.inputsOf('jose.verify').at(-1)).toMatchObject({ token: detached, payload: 'e30=' }),
    );
  });
});

describe('decrypting', () => {
  it('asks for the key, shows what was inside, and opens a token that was', async () => {
    const client = new FakeClient().withKey();
    client.decrypted = { plaintext: token, nested: true };
    const view = await inspect(client, fakeEncrypted);
    expect(await view.findByText('Not decrypted')).toBeTruthy();
    choose('Key source', 'vault');
    choose('Vault key', 'entry-1');
    expect(client.inputsOf('jose.decrypt')).toEqual([]);
    fireEvent.click(view.getByRole('button', { name: 'Decrypt' }));
    fireEvent.click(await view.findByRole('button', { name: 'Open the token inside' }));
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
    expect(view.getByText('Inside: decrypted')).toBeTruthy();
    expect(view.getByText('Not verified')).toBeTruthy();
  });
});
