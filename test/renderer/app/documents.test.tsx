import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import { json, serveHttp } from '../../core/http/test-servers.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { compose, fill, press, renderSigned } from '../compose-page.ts';
import { dialog, goTo } from '../render-app.tsx';

const issuer = () => compose().getByLabelText<HTMLInputElement>('Issuer (iss)').value;
const endpoint = () => compose().getByLabelText<HTMLInputElement>('Endpoint').value;
const server = () => compose().getByLabelText<HTMLSelectElement>('Server').value;

async function start(): Promise<MemoryCore> {
  const core = new MemoryCore();
  const { id } = await core.addKey();
  core.startFrom({ entry: id, endpoint: 'https://mine.example/token' });
  await renderSigned(core);
  return core;
}

describe('choosing a server', () => {
  it('keeps what was typed, and one undo takes the choice back', async () => {
    await start();
    fill('Issuer (iss)', 'typed-issuer');
    fill('Server', 'okta');
    expect(server()).toBe('okta');
    expect(issuer()).toBe('typed-issuer');
    expect(endpoint()).toBe('https://mine.example/token');
    expect(compose().getByLabelText<HTMLInputElement>('Subject (sub)').value).toBe('{client_id}');
    press('Undo: Okta chosen');
    expect(server()).toBe('axway-api-gateway');
    expect(issuer()).toBe('typed-issuer');
    expect(compose().getByLabelText<HTMLInputElement>('Subject (sub)').value).toBe('');
    expect(screen.getByText('Undone: Okta chosen')).toBeTruthy();
    press('Redo: Okta chosen');
    expect(server()).toBe('okta');
  });
});

describe('New', () => {
  it('asks nothing and loses nothing', async () => {
    const core = await start();
    fill('Issuer (iss)', 'typed-issuer');
    press('New');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(issuer()).toBe('{client_id}');
    await waitFor(() => expect(core.draft?.claims).toContain('{client_id}'));
    fill('Issuer (iss)', 'another');
    press('Undo: New draft');
    expect(issuer()).toBe('typed-issuer');
    await waitFor(() => expect(core.draft?.claims).toContain('typed-issuer'));
    press('Redo: New draft');
    expect(issuer()).toBe('another');
  });

  it('leaves the saved draft as it was saved', async () => {
    const core = await start();
    press('Save');
    const save = await dialog('Save draft');
    fireEvent.change(save.getByLabelText('Name'), { target: { value: 'first' } });
    fireEvent.click(save.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const saved = core.workspace.get('drafts');
    press('New');
    fill('Issuer (iss)', 'another');
    expect(screen.queryByText(/^first/)).toBeNull();
    await waitFor(() => expect(core.draft?.claims).toContain('another'));
    expect(core.workspace.get('drafts')).toEqual(saved);
  });
});

describe('the keys of the platform', () => {
  const key = (target: Element, name: string, shiftKey = false) =>
    fireEvent.keyDown(target, { key: name, ctrlKey: true, shiftKey });

  it('undo and redo the choice, where no text is typed', async () => {
    await start();
    fill('Server', 'okta');
    const select = compose().getByLabelText('Server');
    key(select, 'z');
    expect(server()).toBe('axway-api-gateway');
    key(select, 'z', true);
    expect(server()).toBe('okta');
    key(document.body, 'z');
    key(document.body, 'y');
    expect(server()).toBe('okta');
  });

  it('are the text’s own while one is typed', async () => {
    await start();
    fill('Server', 'okta');
    expect(key(compose().getByLabelText('Issuer (iss)'), 'z')).toBe(true);
    expect(server()).toBe('okta');
  });
});

describe('one undo takes back', () => {
  it.each<[string, RegExp, (core: MemoryCore) => Promise<void>]>([
    [
      'a curl command',
      /^Undo: curl command pasted$/,
      async () => {
        press('Paste curl…');
        const paste = await dialog('Paste a curl command');
        const text = "curl -d 'grant_type=client_credentials' 'https://idp.example/token?t=1'";
        fireEvent.change(paste.getByLabelText('curl command'), { target: { value: text } });
        fireEvent.click(paste.getByRole('button', { name: 'Fill in' }));
      },
    ],
    [
      'what a server says of itself',
      /^Undo: Filled in from the issuer$/,
      async () => {
        const { url } = await serveHttp((response, request) => {
          const own = `http://${request.headers.host}`;
          json({ issuer: own, token_endpoint: `${own}/its/token` })(response, request);
        });
        press('Fill from issuer');
        const discover = await dialog('Fill from issuer');
        fireEvent.change(discover.getByLabelText('Issuer'), { target: { value: new URL(url).origin } });
        fireEvent.click(discover.getByRole('button', { name: 'Look up' }));
        fireEvent.click(await discover.findByRole('button', { name: 'Fill in' }));
      },
    ],
    [
      'a flow',
      /^Undo: nightly opened$/,
      async (core) => {
        const flow = {
          name: 'nightly',
          endpoint: 'https://a.example/token',
          grant: 'client-credentials',
          auth: { method: 'none' },
        } as const;
        unwrap(await core.direct.flows.save({ flow }));
        const flows = await goTo('Flows');
        fireEvent.click(await flows.findByRole('button', { name: 'Open in Compose' }));
      },
    ],
    [
      'a client of the playground',
      /^Undo: .* of the playground chosen$/,
      async () => {
        const playground = await goTo('Playground');
        fireEvent.click(await playground.findByRole('button', { name: 'Start playground' }));
        fireEvent.click(await playground.findByRole('button', { name: 'Register gateway client' }));
        fireEvent.click(await playground.findByRole('button', { name: 'Use in Compose' }));
      },
    ],
    [
      'a server chosen by name',
      /^Undo: Okta chosen$/,
      async () => {
        fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
        const box = await screen.findByRole('combobox', { name: 'Command' });
        fireEvent.change(box, { target: { value: 'compose for okta' } });
        fireEvent.keyDown(box, { key: 'Enter' });
      },
    ],
    [
      'what a preset had left to fill in',
      /^Undo: client_id filled in$/,
      async () => {
        fill(/^The application’s OAuth client id/, 'my-app');
        press('Fill in');
      },
    ],
    [
      'a fix',
      /^Undo: Set exp to \+5m$/,
      async () => {
        const findings = within(compose().getByRole('list', { name: 'Findings' }));
        fireEvent.click(findings.getByRole('button', { name: 'Set exp to +5m' }));
      },
    ],
  ])('%s', async (_, title, change) => {
    const core = await start();
    fill('Issuer (iss)', '{client_id}');
    fill('Expires (exp)', '+20m');
    const finding = await compose().findByRole('list', { name: 'Findings' });
    await within(finding).findByRole('button', { name: 'Set exp to +5m' });
    await waitFor(() => expect(core.draft?.claims).toMatch(/client_id.*\+20m/));
    const before = core.draft;
    await change(core);
    const undo = await screen.findByRole('button', { name: title });
    await waitFor(() => expect(core.draft).not.toEqual(before));
    fireEvent.click(undo);
    await waitFor(() => expect(core.draft).toEqual(before));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Undo' }).disabled).toBe(true);
  });
});
