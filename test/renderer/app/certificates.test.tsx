import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeClient } from '../../fakes/fake-client.ts';
import { fakeStore } from '../../fakes/fake-stores.ts';
import { goTo, renderApp } from '../render-app.tsx';

async function openFile(name: string) {
  const certificates = await goTo('Certificates');
  const input = await certificates.findByLabelText('Open file', { selector: 'input' });
  fireEvent.change(input, { target: { files: [new File(['x'], name)] } });
  return certificates;
}

describe('a certificate', () => {
  it('shows its chain, its extensions and its fingerprints in the form that is wanted', async () => {
    await renderApp(new FakeClient());
    const certificates = await openFile('keys.p12');
    const chain = within(await certificates.findByRole('list', { name: 'Certificate chain' }));
    expect(chain.getByText('Example Root CA')).toBeTruthy();
    const extensions = within(await certificates.findByRole('region', { name: 'Extensions' }));
    expect(extensions.getByText('basicConstraints')).toBeTruthy();
    expect(extensions.getAllByText('critical')).toHaveLength(2);
    const fingerprints = within(certificates.getByRole('region', { name: 'Fingerprints' }));
    fireEvent.change(fingerprints.getByLabelText('Written as'), { target: { value: 'hex' } });
    expect(fingerprints.getByText('c0ffee00'.repeat(8))).toBeTruthy();
    expect(fingerprints.getByRole('button', { name: 'Copy SHA-256' })).toBeTruthy();
  });

  it('that has expired says so in its chain and below it', async () => {
    await renderApp(new FakeClient());
    const certificates = await openFile('keys.p12');
    fireEvent.click(await certificates.findByRole('button', { name: /old-root/ }));
    const chain = within(await certificates.findByRole('list', { name: 'Certificate chain' }));
    expect(chain.getByText('expired')).toBeTruthy();
    const findings = within(await certificates.findByRole('list', { name: 'Chain findings' }));
    expect(findings.getByText(/expired on 2020-01-01/)).toBeTruthy();
  });

  it('is registered somewhere: each known server says where', async () => {
    await renderApp(new FakeClient());
    const certificates = await openFile('keys.p12');
    const hints = within(await certificates.findByRole('region', { name: 'Where to register it' }));
    expect(hints.getByText(/Client Application Registry/)).toBeTruthy();
    fireEvent.change(certificates.getByLabelText('Export format'), { target: { value: 'der' } });
    fireEvent.click((await certificates.findAllByRole('button', { name: 'Use PEM' }))[0] as HTMLElement);
    expect(certificates.getByLabelText<HTMLSelectElement>('Export format').value).toBe('pem');
  });
});

describe('a TLS server', () => {
  it('is asked only when the button is pressed, and shown although nobody trusts it', async () => {
    const client = new FakeClient();
    await renderApp(client);
    const certificates = await goTo('Certificates');
    fireEvent.click(certificates.getByRole('button', { name: 'From a TLS server' }));
    const field = certificates.getByLabelText('TLS server');
    fireEvent.change(field, { target: { value: 'gateway.example:8443' } });
    expect(client.inputsOf('certificate.fetch')).toEqual([]);
    fireEvent.click(certificates.getByRole('button', { name: 'Fetch certificates' }));
    expect(await certificates.findByText(/is not trusted by this machine/)).toBeTruthy();
    const chain = within(certificates.getByRole('list', { name: 'Certificate chain' }));
    expect(chain.getByText('Company CA')).toBeTruthy();

    fireEvent.change(field, { target: { value: 'nobody:1' } });
    fireEvent.click(certificates.getByRole('button', { name: 'Fetch certificates' }));
    expect((await certificates.findByRole('alert')).textContent).toContain('cannot be reached');
  });
});

describe('a key of the vault', () => {
  it('gets a request for a certificate', async () => {
    const client = new FakeClient().withKey();
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'New certificate' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New certificate' }));
    fireEvent.change(dialog.getByLabelText('Alternative names'), { target: { value: 'a.example' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Make request' }));
    expect(await dialog.findByText(/BEGIN CERTIFICATE REQUEST/)).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Save request' })).toBeTruthy();
    expect(client.inputsOf('certificate.request')).toEqual([
      { entry: 'entry-1', subject: 'CN=gateway-key,O=Example,C=DE', san: ['DNS:a.example'] },
    ]);
  });

  it('takes the authority’s answer, and refuses one for another key', async () => {
    const client = new FakeClient().withKey();
    client.stores = { 'answer.pem': { ...fakeStore, passwordNeeded: false } };
    await renderApp(client);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Add certificate' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add certificate' }));
    const input = dialog.getByLabelText('Open file', { selector: 'input' });
    fireEvent.change(input, { target: { files: [new File(['x'], 'answer.pem')] } });
    const choice = await dialog.findByLabelText('Certificate');
    fireEvent.change(choice, { target: { value: 'old-root' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Add to key' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('does not belong to the key');
    fireEvent.change(choice, { target: { value: 'wso2carbon' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Add to key' }));
    expect((await keys.findAllByText('Example Issuing CA')).length).toBeGreaterThan(0);
  });
});
