import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeClient, fakePassword } from '../../fakes/fake-client.ts';
import { goTo, page, renderApp } from '../render-app.tsx';

describe('Keys', () => {
  it('removes at once, and brings back by Undo', async () => {
    const client = new FakeClient().withKey('gateway-key');
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Remove' }));
    expect(await keys.findByText('Start with a key')).toBeTruthy();
    expect(keys.getByText('gateway-key is removed')).toBeTruthy();
    fireEvent.click(keys.getByRole('button', { name: 'Undo' }));
    expect(await keys.findByRole('button', { name: 'Rename' })).toBeTruthy();
    expect(client.entries.map(({ name }) => name)).toEqual(['gateway-key']);
    expect(keys.queryByText('gateway-key is removed')).toBeNull();
  });

  it('deletes for good only what was removed, after the dangerous button; the safe one has the focus', async () => {
    const client = new FakeClient().withKey('gateway-key');
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Remove' }));
    fireEvent.click(await keys.findByRole('button', { name: 'Removed (1)' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Delete gateway-key for good' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Cancel' })));
    expect(client.removedEntries).toHaveLength(1);
    fireEvent.click(dialog.getByRole('button', { name: 'Delete for good' }));
    expect(await screen.findByText('None are left.')).toBeTruthy();
    expect(client.inputsOf('vault.remove')).toEqual([
      { entry: 'entry-1' },
      { entry: 'entry-1', forever: true },
    ]);
  });

  it('says beside the field that a name is taken', async () => {
    const client = new FakeClient().withKey('gateway-key');
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Generate key' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'gateway-key' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Generate' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('There is already an entry');
  });
});

describe('Certificates', () => {
  const open = async () => {
    const certificates = await goTo('Certificates');
    const input = await certificates.findByLabelText('Open file', { selector: 'input' });
    fireEvent.change(input, { target: { files: [new File(['x'], 'keys.p12')] } });
    await certificates.findByRole('button', { name: /old-root/ });
    return certificates;
  };

  it('shows what can be shown without a password, and the rest with it', async () => {
    await renderApp(new FakeClient());
    const certificates = await open();
    expect(certificates.getByText('Example Root CA')).toBeTruthy();
    fireEvent.change(certificates.getByLabelText('Password of keys.p12'), {
      target: { value: fakePassword },
    });
    fireEvent.click(certificates.getByRole('button', { name: 'Unlock file' }));
    expect(await certificates.findByText('unchanged')).toBeTruthy();
    expect(certificates.queryByLabelText('Password of keys.p12')).toBeNull();
  });

  it('says that a password is wrong, and asks again', async () => {
    await renderApp(new FakeClient());
    const certificates = await open();
    fireEvent.change(certificates.getByLabelText('Password of keys.p12'), { target: { value: 'wrong' } });
    fireEvent.click(certificates.getByRole('button', { name: 'Unlock file' }));
    expect((await certificates.findByRole('alert')).textContent).toContain('The password is wrong');
    expect(certificates.getByLabelText<HTMLInputElement>('Password of keys.p12').value).toBe('');
  });
});

describe('Playground', () => {
  it('takes a registered client into Compose, ready to send', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    const playground = await goTo('Playground');
    fireEvent.click(await playground.findByRole('button', { name: 'Start playground' }));
    fireEvent.click(await playground.findByRole('button', { name: 'Register API manager client' }));
    fireEvent.click(await playground.findByRole('button', { name: 'Use in Compose' }));
    const compose = page('Compose');
    expect(compose.getByLabelText<HTMLSelectElement>('Server').value).toBe('wso2-api-manager');
    expect(compose.getByLabelText<HTMLInputElement>('Endpoint').value).toBe(
      'http://127.0.0.1:40123/oauth2/token',
    );
    expect(compose.getByText('secret of manager-1')).toBeTruthy();
  });

  it('registers a client of any kind, and makes its answers fail until told otherwise', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    const playground = await goTo('Playground');
    fireEvent.click(await playground.findByRole('button', { name: 'Start playground' }));
    fireEvent.click(await playground.findByRole('button', { name: /Any other client/ }));
    const choose = (label: string, value: string) =>
      fireEvent.change(playground.getByLabelText(label), { target: { value } });
    choose('The playground plays', 'wso2-api-manager');
    choose('Client authentication', 'client_secret_post');
    choose('DPoP', 'nonce');
    fireEvent.click(playground.getByRole('button', { name: 'Register client' }));
    await playground.findByRole('button', { name: 'Use in Compose' });
    expect(client.calls.find(({ method }) => method === 'playground.register')?.input).toEqual({
      kind: 'standard',
      authentication: 'client_secret_post',
      personality: 'wso2-api-manager',
      dpop: 'nonce',
      certificate: { entry: client.entries[0]?.id },
    });
    fireEvent.click(playground.getByRole('button', { name: /Fail on demand/ }));
    choose('How', 'html');
    choose('Which answers', '3');
    fireEvent.click(playground.getByRole('button', { name: 'Make answers fail' }));
    await playground.findByText('all clients: HTML page · next 3 answers');
    fireEvent.click(playground.getByRole('button', { name: 'End for all clients' }));
    await waitFor(() => expect(playground.queryByText(/all clients: /)).toBeNull());
  });

  it('says why a request was refused, and shows each rule', async () => {
    const client = new FakeClient().withKey();
    client.log = [
      {
        at: '2026-01-01T00:00:00.000Z',
        method: 'POST',
        path: '/oauth2/token',
        status: 401,
        grant: 'client_credentials',
        checks: [
          { rule: 'grant-type', ok: true, detail: 'it is known' },
          { rule: 'client-assertion.exp', ok: false, detail: 'the assertion has expired' },
        ],
      },
    ];
    await renderApp(client);
    const playground = await goTo('Playground');
    fireEvent.click(await playground.findByRole('button', { name: 'Start playground' }));
    const log = within(await playground.findByRole('list', { name: 'Requests' }));
    expect(log.getAllByText('the assertion has expired')).toHaveLength(2);
    expect(log.getByText('1 of 2 rules broken')).toBeTruthy();
    expect(log.getByRole('heading', { name: 'Client assertion' })).toBeTruthy();
  });
});

describe('Vault', () => {
  it('opens with the passphrase, and says when it is wrong', async () => {
    const client = new FakeClient().withKey();
    client.state = 'locked';
    await renderApp(client);
    fireEvent.click(await screen.findByRole('button', { name: 'Vault: Locked' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Unlock vault' }));
    const unlock = (passphrase: string) => {
      fireEvent.change(dialog.getByLabelText('Passphrase'), { target: { value: passphrase } });
      fireEvent.click(dialog.getByRole('button', { name: 'Unlock vault' }));
    };
    unlock('wrong');
    expect((await dialog.findByRole('alert')).textContent).toContain('The passphrase is wrong');
    unlock(fakePassword);
    expect(await screen.findByRole('button', { name: 'Vault: Unlocked' })).toBeTruthy();
  });
});

describe('Keyboard', () => {
  it('goes to pages by number and to commands by K', async () => {
    await renderApp(new FakeClient());
    fireEvent.keyDown(window, { key: '7', ctrlKey: true });
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy();
    fireEvent.keyDown(window, { key: 'k', metaKey: true });
    const box = await screen.findByRole('combobox', { name: 'Command' });
    fireEvent.change(box, { target: { value: 'theme dark' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
  });
});
