import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import { fixture } from '../../core/fixture.ts';
import { json, serveHttp } from '../../core/http/test-servers.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { dialog, goTo, page, renderApp } from '../render-app.tsx';

describe('Keys', () => {
  it('removes at once, and brings back by Undo', async () => {
    const core = new MemoryCore();
    await core.addKey('gateway-key');
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Remove' }));
    expect(await keys.findByText('Start with a key')).toBeTruthy();
    expect(keys.getByText('gateway-key is removed')).toBeTruthy();
    fireEvent.click(keys.getByRole('button', { name: 'Undo' }));
    expect(await keys.findByRole('button', { name: 'Rename' })).toBeTruthy();
    expect((await core.entries()).map(({ name }) => name)).toEqual(['gateway-key']);
    expect(keys.queryByText('gateway-key is removed')).toBeNull();
  });

  it('deletes for good only what was removed, after the dangerous button; the safe one has the focus', async () => {
    const core = new MemoryCore();
    await core.addKey('gateway-key');
    const removed = async () => unwrap(await core.direct.vault.removed({}));
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Remove' }));
    fireEvent.click(await keys.findByRole('button', { name: 'Removed (1)' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Delete gateway-key for good' }));
    const confirm = within(await screen.findByRole('alertdialog'));
    await waitFor(() => expect(document.activeElement).toBe(confirm.getByRole('button', { name: 'Cancel' })));
    expect(await removed()).toHaveLength(1);
    fireEvent.click(confirm.getByRole('button', { name: 'Delete for good' }));
    expect(await screen.findByText('None are left.')).toBeTruthy();
    expect(await removed()).toEqual([]);
  });

  it('says beside the field that a name is taken', async () => {
    const core = new MemoryCore();
    await core.addKey('gateway-key');
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Generate key' }));
    const generate = await dialog('Generate key');
    fireEvent.change(generate.getByLabelText('Type'), { target: { value: 'ec' } });
    fireEvent.change(generate.getByLabelText('Name'), { target: { value: 'gateway-key' } });
    fireEvent.click(generate.getByRole('button', { name: 'Generate' }));
    expect((await generate.findByRole('alert')).textContent).toMatch(/already/);
    expect(await core.entries()).toHaveLength(1);
  });
});

describe('Certificates', () => {
  const open = async (core: MemoryCore) => {
    await renderApp(core);
    const certificates = await goTo('Certificates');
    const input = await certificates.findByLabelText('Open file', { selector: 'input' });
    const file = new File([fixture('keystores/wso2carbon.jks') as BlobPart], 'wso2carbon.jks');
    fireEvent.change(input, { target: { files: [file] } });
    await certificates.findByRole('button', { name: /^wso2carbon/ });
    return certificates;
  };

  it('shows what can be shown without a password, and the rest with it', async () => {
    const certificates = await open(new MemoryCore());
    expect(certificates.getAllByText(/CN=localhost/).length).toBeGreaterThan(0);
    fireEvent.change(certificates.getByLabelText('Password of wso2carbon.jks'), {
      target: { value: 'wso2carbon' },
    });
    fireEvent.click(certificates.getByRole('button', { name: 'Unlock file' }));
    expect(await certificates.findByText('unchanged')).toBeTruthy();
    expect(certificates.queryByLabelText('Password of wso2carbon.jks')).toBeNull();
  });

  it('says that a password is wrong, and asks again', async () => {
    const certificates = await open(new MemoryCore());
    const password = () => certificates.getByLabelText<HTMLInputElement>('Password of wso2carbon.jks');
    fireEvent.change(password(), { target: { value: 'wrong' } });
    fireEvent.click(certificates.getByRole('button', { name: 'Unlock file' }));
    expect((await certificates.findByRole('alert')).textContent).toMatch(/password is not/);
    expect(password().value).toBe('');
  });
});

describe('Playground', () => {
  const start = async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    await renderApp(core);
    const playground = await goTo('Playground');
    fireEvent.click(await playground.findByRole('button', { name: 'Start playground' }));
    await playground.findByRole('button', { name: 'Register API manager client' });
    return { core, key, playground };
  };
  const status = async (core: MemoryCore) => unwrap(await core.direct.playground.status({}));

  it('takes a registered client into Compose, ready to send', async () => {
    const { core, playground } = await start();
    fireEvent.click(playground.getByRole('button', { name: 'Register API manager client' }));
    fireEvent.click(await playground.findByRole('button', { name: 'Use in Compose' }));
    const compose = page('Compose');
    expect(compose.getByLabelText<HTMLSelectElement>('Server').value).toBe('wso2-api-manager');
    const [client] = (await status(core)).clients;
    expect(compose.getByLabelText<HTMLInputElement>('Endpoint').value).toBe(client?.endpoint);
    expect(await compose.findByText(`playground client ${client?.clientId}`)).toBeTruthy();
    fireEvent.click(compose.getByRole('button', { name: 'Send' }));
    expect(await compose.findByText('access_token')).toBeTruthy();
  });

  it('registers a client of any kind, and makes its answers fail until told otherwise', async () => {
    const { core, key, playground } = await start();
    fireEvent.click(playground.getByRole('button', { name: /Any other client/ }));
    const choose = (label: string, value: string) =>
      fireEvent.change(playground.getByLabelText(label), { target: { value } });
    choose('The playground plays', 'wso2-api-manager');
    choose('Client authentication', 'client_secret_post');
    choose('DPoP', 'nonce');
    fireEvent.click(playground.getByRole('button', { name: 'Register client' }));
    await playground.findByRole('button', { name: 'Use in Compose' });
    expect((await status(core)).clients).toMatchObject([
      {
        kind: 'standard',
        authentication: 'client_secret_post',
        personality: 'wso2-api-manager',
        dpop: 'nonce',
        certificate: key.chain[0]?.sha256,
      },
    ]);
    fireEvent.click(playground.getByRole('button', { name: /Fail on demand/ }));
    choose('How', 'html');
    choose('Which answers', '3');
    fireEvent.click(playground.getByRole('button', { name: 'Make answers fail' }));
    await playground.findByText('all clients: HTML page · next 3 answers');
    fireEvent.click(playground.getByRole('button', { name: 'End for all clients' }));
    await waitFor(() => expect(playground.queryByText(/all clients: /)).toBeNull());
  });

  it('says why a request was refused, and shows each rule', async () => {
    const { playground } = await start();
    fireEvent.click(playground.getByRole('button', { name: 'Register gateway client' }));
    fireEvent.click(await playground.findByRole('button', { name: 'Use in Compose' }));
    const compose = page('Compose');
    fireEvent.change(compose.getByLabelText('Expires (exp)'), { target: { value: '+1h' } });
    fireEvent.click(compose.getByRole('button', { name: 'Send' }));
    await compose.findByText('invalid_grant');
    await goTo('Playground');
    const log = within(await playground.findByRole('list', { name: 'Requests' }));
    expect(await log.findByText(/^1 of \d+ rules broken$/)).toBeTruthy();
    // The rule that is broken, by itself and among the others.
    expect(log.getAllByText('lifetime')).toHaveLength(2);
  });
});

describe('Vault', () => {
  it('opens with the passphrase, and says when it is wrong', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await core.lockVault();
    await renderApp(core);
    fireEvent.click(await screen.findByRole('button', { name: /^Vault: Locked/ }));
    const ask = await dialog('Unlock vault');
    const unlock = (passphrase: string) => {
      fireEvent.change(ask.getByLabelText('Passphrase'), { target: { value: passphrase } });
      fireEvent.click(ask.getByRole('button', { name: 'Unlock vault' }));
    };
    unlock('wrong');
    expect((await ask.findByRole('alert')).textContent).toMatch(/not a passphrase/);
    unlock(core.passphrase);
    expect(await screen.findByRole('button', { name: /^Vault: Unlocked/ })).toBeTruthy();
  });
});

describe('Commands', () => {
  it('finds keys, flows and past requests by a part of their names, and sends; the last used comes first', async () => {
    const core = new MemoryCore();
    const server = await serveHttp(json({ error: 'invalid_grant' }, 400));
    const key = await core.addKey('gateway-key');
    core.startFrom({ entry: key.id, endpoint: `${server.url}/token` });
    await renderApp(core);
    await page('Compose').findByRole('button', { name: 'Copy token' });
    const type = async (text: string) => {
      fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
      const box = await screen.findByRole('combobox', { name: 'Command' });
      fireEvent.change(box, { target: { value: text } });
      return box;
    };
    const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    fireEvent.keyDown(await type('send'), { key: 'Enter' });
    await closed();
    await waitFor(() => expect(server.requests).toHaveLength(1));
    await page('Compose').findAllByText('400 Bad Request');

    fireEvent.keyDown(await type('gateway-k'), { key: 'Enter' });
    await closed();
    expect(await page('Keys').findByRole('button', { name: 'Rename' })).toBeTruthy();

    const box = await type('request: 400');
    await screen.findByRole('option', { name: /^Request: 400 / });
    fireEvent.keyDown(box, { key: 'Enter' });
    await closed();
    expect(await page('Flows').findByRole('button', { name: 'Send again' })).toBeTruthy();

    await type('');
    await screen.findAllByRole('option', { name: /^Request: 400 / });
    const names = screen.getAllByRole('option').map((option) => option.textContent);
    expect(names[0]).toMatch(/^Request: 400/);
    expect(names.slice(1, 3)).toEqual(['Vault entry: gateway-key', 'SendCtrl Enter']);
  });
});

describe('Keyboard', () => {
  it('goes to pages by number and to commands by K', async () => {
    await renderApp(new MemoryCore());
    fireEvent.keyDown(window, { key: '7', ctrlKey: true });
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy();
    fireEvent.keyDown(window, { key: 'k', metaKey: true });
    const box = await screen.findByRole('combobox', { name: 'Command' });
    fireEvent.change(box, { target: { value: 'theme dark' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
  });
});
