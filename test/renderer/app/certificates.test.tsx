import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fixture } from '../../core/fixture.ts';
import { closedPort, json, serveTls, tlsFixture } from '../../core/http/test-servers.ts';
import { changedStores } from '../../support/changed-stores.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { dialog, goTo, renderApp } from '../render-app.tsx';

const fileOf = (bytes: Uint8Array | string, name: string) => new File([bytes as BlobPart], name);

async function openFile(file: File, core = new MemoryCore()) {
  await renderApp(core);
  const certificates = await goTo('Certificates');
  const input = await certificates.findByLabelText('Open file', { selector: 'input' });
  fireEvent.change(input, { target: { files: [file] } });
  return certificates;
}
const chainFile = () => fileOf(fixture('pem/key-with-chain.pem'), 'chain.pem');

describe('a certificate', () => {
  it('shows its chain, its extensions and its fingerprints in the form that is wanted', async () => {
    const core = new MemoryCore();
    const certificates = await openFile(chainFile(), core);
    const chain = within(await certificates.findByRole('list', { name: 'Certificate chain' }));
    expect(chain.getByText('leaf.example.com')).toBeTruthy();
    expect(chain.getByText('Example Root')).toBeTruthy();
    fireEvent.click(chain.getByRole('button', { name: /Example Intermediate/ }));
    const extensions = within(await certificates.findByRole('region', { name: 'Extensions' }));
    await waitFor(() => expect(extensions.getByText('basicConstraints')).toBeTruthy());
    expect(extensions.getAllByText('critical')).toHaveLength(1);
    const fingerprints = within(certificates.getByRole('region', { name: 'Fingerprints' }));
    expect(fingerprints.getAllByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/).length).toBeGreaterThan(0);
    fireEvent.change(fingerprints.getByLabelText('Written as'), { target: { value: 'hex' } });
    expect(fingerprints.getAllByText(/^[0-9a-f]{64}$/).length).toBeGreaterThan(0);
    expect(fingerprints.getByRole('button', { name: 'Copy SHA-256' })).toBeTruthy();
  });

  it('that has expired says so in its chain and below it', async () => {
    const certificates = await openFile(fileOf(tlsFixture('expired.crt.pem'), 'expired.pem'));
    const chain = within(await certificates.findByRole('list', { name: 'Certificate chain' }));
    expect(chain.getByText('expired')).toBeTruthy();
    const findings = within(await certificates.findByRole('list', { name: 'Chain findings' }));
    expect(findings.getByText(/expired on/)).toBeTruthy();
  });

  it('is registered somewhere: each known server says where', async () => {
    const certificates = await openFile(chainFile());
    fireEvent.click(await certificates.findByRole('button', { name: /^Preview/ }));
    const hints = within(await certificates.findByRole('region', { name: 'Where to register it' }));
    expect(hints.getByText(/Client Application Registry/)).toBeTruthy();
    fireEvent.change(certificates.getByLabelText('Export format'), { target: { value: 'der' } });
    fireEvent.click((await certificates.findAllByRole('button', { name: 'Use PEM' }))[0] as HTMLElement);
    expect(certificates.getByLabelText<HTMLSelectElement>('Export format').value).toBe('pem');
  });
});

describe('a store that was changed without its password', () => {
  const name = 'openssl.p12, a safe appended';
  const changed = changedStores.get(name)?.changed ?? new Uint8Array();
  const unlock = async (certificates: Awaited<ReturnType<typeof openFile>>) => {
    fireEvent.change(await certificates.findByLabelText('Password of changed.p12'), {
      target: { value: 'changeit' },
    });
    fireEvent.click(certificates.getByRole('button', { name: 'Unlock file' }));
    return within(
      await screen.findByRole('alertdialog', { name: 'Open changed.p12 although it was changed?' }),
    );
  };

  it('is asked about, with the safe answer first, and marked once it is open', async () => {
    const certificates = await openFile(fileOf(changed, 'changed.p12'));
    const question = await unlock(certificates);
    expect(question.getByText(/The store’s integrity check failed/)).toBeTruthy();
    await waitFor(() =>
      expect(document.activeElement).toBe(question.getByRole('button', { name: 'Cancel' })),
    );
    expect(certificates.queryByText('integrity check failed')).toBeNull();
    fireEvent.click(question.getByRole('button', { name: 'Open anyway' }));
    await certificates.findByText('integrity check failed');
    expect(certificates.getByText('changed.p12 was changed without its password')).toBeTruthy();
  });

  it('is left alone on cancelling, and says why', async () => {
    const certificates = await openFile(fileOf(changed, 'changed.p12'));
    const question = await unlock(certificates);
    fireEvent.click(question.getByRole('button', { name: 'Cancel' }));
    await certificates.findByText(/The integrity check of the key store failed/);
    expect(certificates.queryByText('integrity check failed')).toBeNull();
    expect(certificates.getByLabelText<HTMLInputElement>('Password of changed.p12').value).toBe('');
  });

  it('that is whole is opened without a word', async () => {
    const whole = changedStores.get(name)?.whole ?? new Uint8Array();
    const certificates = await openFile(fileOf(whole, 'changed.p12'));
    fireEvent.change(await certificates.findByLabelText('Password of changed.p12'), {
      target: { value: 'changeit' },
    });
    fireEvent.click(certificates.getByRole('button', { name: 'Unlock file' }));
    await certificates.findByText('unchanged');
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });
});

describe('a file of which a part is damaged', () => {
  it('shows the good ones, and says of the bad one where it is and why', async () => {
    const certificates = await openFile(fileOf(fixture('stores/onebad.pem'), 'onebad.pem'));
    fireEvent.click(await certificates.findByRole('button', { name: /problem · Certificate/ }));
    expect(certificates.getAllByRole('button', { name: /^\d.* · Certificate/ })).toHaveLength(3);
    await certificates.findByText(/^Block 2, line 23: .* in line 27$/);
  });

  it('is shown although its dates are none', async () => {
    const certificates = await openFile(fileOf(fixture('stores/utc_bad.der'), 'utc_bad.der'));
    await certificates.findByText(/The beginning of its validity is not a date/i);
    expect(certificates.getAllByText(/not a date \(241301000000Z\)/).length).toBeGreaterThan(0);
  });
});

describe('a TLS server', () => {
  it('is asked only when the button is pressed, and shown although nobody trusts it', async () => {
    const core = new MemoryCore();
    const server = await serveTls(json({}));
    await renderApp(core);
    const certificates = await goTo('Certificates');
    fireEvent.click(certificates.getByRole('button', { name: 'From a TLS server' }));
    const field = certificates.getByLabelText('TLS server');
    fireEvent.change(field, { target: { value: `127.0.0.1:${server.port}` } });
    expect(core.inputsOf('certificate.fetch')).toEqual([]);
    fireEvent.click(certificates.getByRole('button', { name: 'Fetch certificates' }));
    expect(await certificates.findByText(/is not trusted by this machine/)).toBeTruthy();
    expect(certificates.getByRole('list', { name: 'Certificate chain' })).toBeTruthy();

    fireEvent.change(field, { target: { value: `127.0.0.1:${await closedPort()}` } });
    fireEvent.click(certificates.getByRole('button', { name: 'Fetch certificates' }));
    expect((await certificates.findByRole('alert')).textContent).toContain('cannot be reached');
  });
});

describe('a key of the vault', () => {
  it('gets a request for a certificate', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'New certificate' }));
    const form = await dialog('New certificate');
    fireEvent.change(form.getByLabelText('Alternative names'), { target: { value: 'a.example' } });
    fireEvent.click(form.getByRole('button', { name: 'Make request' }));
    expect(await form.findByText(/BEGIN CERTIFICATE REQUEST/)).toBeTruthy();
    expect(form.getByRole('button', { name: 'Save request' })).toBeTruthy();
    expect(core.inputsOf('certificate.request')).toEqual([
      { entry: key.id, subject: key.chain[0]?.subject, san: ['DNS:a.example'] },
    ]);
  });

  it('takes the authority’s answer, and refuses one for another key', async () => {
    const core = new MemoryCore();
    await core.addKey('gateway-key', 'pem/rsa-2048.pkcs8.pem');
    await renderApp(core);
    const keys = await goTo('Keys');
    fireEvent.click(await keys.findByRole('button', { name: 'Add certificate' }));
    const form = await dialog('Add certificate');
    const add = async (file: File, certificate: RegExp) => {
      const input = form.getByLabelText('Open file', { selector: 'input' });
      fireEvent.change(input, { target: { files: [file] } });
      await form.findByRole('option', { name: certificate });
      fireEvent.click(form.getByRole('button', { name: 'Add to key' }));
    };
    await add(fileOf(fixture('certificates/ec-p-256.pem'), 'other.pem'), /: ec-p-256$/);
    expect((await form.findByRole('alert')).textContent).toContain('does not belong to the key');
    await add(chainFile(), /: leaf.example.com$/);
    expect((await keys.findAllByText('Example Intermediate')).length).toBeGreaterThan(0);
    expect((await core.entries())[0]?.chain).toHaveLength(3);
  });
});
