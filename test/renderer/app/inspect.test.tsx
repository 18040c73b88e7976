import { fireEvent, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import { textFixture } from '../../core/fixture.ts';
import { json, serveHttp } from '../../core/http/test-servers.ts';
import { compact } from '../../shared/jwt/token-parts.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { goTo, page, renderApp } from '../render-app.tsx';

const token = compact({ alg: 'RS256' }, { exp: 1_458_166_985, iss: 'jwtIDP' });

async function inspect(core: MemoryCore, text: string) {
  await renderApp(core);
  const view = await goTo('Inspect');
  fireEvent.change(await view.findByLabelText('Token to inspect'), { target: { value: text } });
  return view;
}

/** A core with a key, and a token that this key has signed. */
async function signed(header: object = {}) {
  const core = new MemoryCore();
  const key = await core.addKey();
  const { token } = unwrap(
    await core.direct.jose.sign({
      entry: key.id,
      header: JSON.stringify({ alg: 'RS256', ...header }),
      claims: '{"iss":"jwtIDP","exp":4102444800}',
    }),
  );
  return { core, key, token };
}
const choose = (label: string | RegExp, value: string) =>
  fireEvent.change(page('Inspect').getByLabelText(label), { target: { value } });

describe('the decoder', () => {
  it('finds the tokens of a curl line, and lets one be chosen', async () => {
    const other = compact({ alg: 'ES256' }, { iss: 'another' });
    const view = await inspect(
      new MemoryCore(),
      `curl -H 'Authorization: Bearer ${token}' -d 'assertion=${other}' https://api.example`,
    );
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
    choose('2 tokens in this text', '1');
    expect(await view.findByText('"another"')).toBeTruthy();
    expect(view.queryByText('"jwtIDP"')).toBeNull();
  });

  it('takes a dropped file', async () => {
    await renderApp(new MemoryCore());
    const view = await goTo('Inspect');
    const file = new File([`{"access_token":"${token}"}`], 'answer.json');
    fireEvent.drop(await view.findByLabelText('Token to inspect'), { dataTransfer: { files: [file] } });
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
  });

  it('explains claims with the document that defines them, and times three ways', async () => {
    const view = await inspect(new MemoryCore(), token);
    const claims = within(await view.findByRole('region', { name: 'Claims' }));
    fireEvent.click(claims.getByRole('tab', { name: 'Explained' }));
    expect(claims.getByText(/RFC 7519 section 4\.1\.4/)).toBeTruthy();
    expect(claims.getByText('2016-03-16T22:23:05Z')).toBeTruthy();
    expect(claims.getAllByText(/years ago/)).not.toEqual([]);
  });

  it('opens the token inside a token, and comes back', async () => {
    const outer = compact({ alg: 'RS256' }, { iss: 'outer', id_token: token });
    const view = await inspect(new MemoryCore(), outer);
    fireEvent.click(await view.findByRole('button', { name: 'Open claims.id_token' }));
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
    expect(view.getByText('Inside: claims.id_token')).toBeTruthy();
    fireEvent.click(view.getByRole('button', { name: 'Back' }));
    expect(await view.findByText('"outer"')).toBeTruthy();
  });

  it('shows what changed between two tokens', async () => {
    const view = await inspect(new MemoryCore(), token);
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
    const core = new MemoryCore();
    const x5c = [textFixture('certificates/leaf.pem').replace(/-----.*-----|\s/g, '')];
    const view = await inspect(core, compact({ alg: 'RS256', x5c }, { iss: 'a' }));
    const shown = within(await view.findByRole('region', { name: 'Certificates in the header' }));
    expect((await shown.findAllByText(/CN=leaf\.example\.com/)).length).toBeGreaterThan(0);
  });
});

describe('the verifier', () => {
  it('decodes at once, and verifies only with a key of the user’s choice', async () => {
    const { core, key, token } = await signed();
    const view = await inspect(core, token);
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
    expect(view.getByText('Not verified')).toBeTruthy();
    expect(core.inputsOf('jose.verify')).toEqual([]);
    choose('Key source', 'vault');
    choose('Vault key', key.id);
    expect(await view.findByText('Valid')).toBeTruthy();
    fireEvent.change(view.getByLabelText('Token to inspect'), {
      target: { value: `${token.slice(0, -8)}AAAAAAAA` },
    });
    await waitFor(() => expect(view.queryByText('Valid')).toBeNull());
    expect(await view.findByText('Signature invalid')).toBeTruthy();
  });

  it('shows what would be fetched, fetches when told to, and not again by itself', async () => {
    const { core, key, token } = await signed();
    const { text = '' } = unwrap(
      await core.direct.certificate.export({ source: { entry: key.id }, format: 'jwks' }),
    );
    const server = await serveHttp(json(JSON.parse(text)));
    const view = await inspect(core, token);
    choose('Key source', 'jwks');
    choose('JWK set URL', server.url);
    expect(await view.findByText(`GET ${server.url}`)).toBeTruthy();
    expect(server.requests).toEqual([]);
    fireEvent.click(view.getByRole('button', { name: 'Fetch and verify' }));
    expect(await view.findByText('Valid')).toBeTruthy();
    expect(server.requests).toHaveLength(1);
    choose('Issuer', 'jwtIDP');
    expect(await view.findByText('Not verified')).toBeTruthy();
    expect(server.requests).toHaveLength(1);
  });

  it('offers the places that a token names, and fetches none of them', async () => {
    const server = await serveHttp(json({ keys: [] }));
    const { core, token } = await signed({ jku: server.url });
    const view = await inspect(core, token);
    fireEvent.click(await view.findByRole('button', { name: 'Use jku' }));
    expect(view.getByLabelText<HTMLInputElement>('JWK set URL').value).toBe(server.url);
    expect(await view.findByText(`GET ${server.url}`)).toBeTruthy();
    expect(server.requests).toEqual([]);
  });

  it('asks what may vouch for the token’s own certificate', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    const { token } = unwrap(
      await core.direct.jose.sign({
        entry: key.id,
        header: '{"alg":"RS256"}',
        claims: '{"exp":4102444800}',
        add: ['x5c'],
      }),
    );
    const view = await inspect(core, token);
    choose('Key source', 'x5c');
    fireEvent.click(view.getByLabelText('The certificate authorities of this machine'));
    await view.findByText('RSA 2048, from x5c');
    expect(view.queryByText('Valid')).toBeNull();
    fireEvent.click(view.getByLabelText('gateway-key, of the vault'));
    expect(await view.findByText('Valid')).toBeTruthy();
  });

  it('forgets a typed secret when another source is chosen, and when the page is left', async () => {
    const core = new MemoryCore();
    const typed = 's3cret-value of more than 32 bytes';
    const { id } = await core.addSecret('hmac', typed, 'secret');
    const { token } = unwrap(
      await core.direct.jose.sign({ entry: id, header: '{"alg":"HS256"}', claims: '{"exp":4102444800}' }),
    );
    const view = await inspect(core, token);
    choose('Key source', 'secret');
    choose('Shared secret', typed);
    await view.findByText('Valid');
    choose('Key source', 'text');
    choose('Key source', 'secret');
    expect(view.getByLabelText<HTMLInputElement>('Shared secret').value).toBe('');
    choose('Shared secret', typed);
    await goTo('Compose');
    await goTo('Inspect');
    await waitFor(() =>
      expect(page('Inspect').getByLabelText<HTMLInputElement>('Shared secret').value).toBe(''),
    );
    expect(JSON.stringify(core.draft ?? null)).not.toContain(typed);
  });

  it('takes the payload of a token that came without it', async () => {
    const { core, key, token } = await signed();
    const [header, payload = '', signature] = token.split('.');
    const view = await inspect(core, `${header}..${signature}`);
    choose('Key source', 'vault');
    choose('Vault key', key.id);
    const field = await view.findByLabelText('Detached payload');
    expect(view.queryByText('Valid')).toBeNull();
    fireEvent.change(field, { target: { value: Buffer.from(payload, 'base64url').toString() } });
    await waitFor(() => expect(view.queryByText(/signature does not/i)).toBeNull());
    await waitFor(() =>
      expect(core.inputsOf('jose.verify').at(-1)).toMatchObject({
        payload: Buffer.from(payload, 'base64url').toString('base64'),
      }),
    );
    expect(await view.findByText('Valid')).toBeTruthy();
  });
});

describe('decrypting', () => {
  it('asks for the key, shows what was inside, and opens a token that was', async () => {
    const { core, key, token } = await signed();
    const { token: encrypted } = unwrap(
      await core.direct.jose.encrypt({
        header: '{"alg":"RSA-OAEP-256","enc":"A256GCM","cty":"JWT"}',
        plaintext: token,
        key: { entry: key.id },
      }),
    );
    const view = await inspect(core, encrypted);
    expect(await view.findByText('Not decrypted')).toBeTruthy();
    choose('Key source', 'vault');
    choose('Vault key', key.id);
    expect(core.inputsOf('jose.decrypt')).toEqual([]);
    fireEvent.click(view.getByRole('button', { name: 'Decrypt' }));
    fireEvent.click(await view.findByRole('button', { name: 'Open the token inside' }));
    expect(await view.findByText('"jwtIDP"')).toBeTruthy();
    expect(view.getByText('Inside: decrypted')).toBeTruthy();
    expect(view.getByText('Not verified')).toBeTruthy();
  });
});
