import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { httpTransport } from '../../../renderer/client/http-transport.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { dialog, renderApp } from '../render-app.tsx';

// Reported as a window that said "Not available" and nothing else.

it.each([
  ['from an earlier launch', 'old', /started again since/],
  ['missing', '', /without the secret/],
])('a launch secret that is %s: the window says what to do', async (_, secret, message) => {
  const refusing = httpTransport(secret, async () => new Response('', { status: 403 }));
  const answer = await refusing.call('vault.status', {}, 'c');
  if (answer.ok) throw new Error('it was not refused');
  const core = new MemoryCore();
  for (const method of ['vault.status', 'vault.list', 'vault.removed', 'about.get']) {
    core.transport.fail(method, answer.error);
  }
  await renderApp(core);
  const notice = await dialog('Open Signet’s current address');
  expect(notice.getByText(message)).toBeTruthy();
  expect(notice.getByText(/Open the address that Signet printed last/)).toBeTruthy();
  fireEvent.click(notice.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('nothing of it is said where the secret is accepted', async () => {
  await renderApp(new MemoryCore());
  expect(screen.queryByRole('dialog')).toBeNull();
});
