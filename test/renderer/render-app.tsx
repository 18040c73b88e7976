import { cleanup, configure, render, screen, within } from '@testing-library/react';
import { afterEach } from 'vitest';
import { App } from '../../renderer/app.tsx';
import type { FakeClient } from '../fakes/fake-client.ts';

// A page's code is loaded when it is first visited, which a busy machine takes its time for.
configure({ asyncUtilTimeout: 15_000 });
afterEach(cleanup);

/** Shows the whole window over a client in memory, at its first page. */
export async function renderApp(client: FakeClient): Promise<void> {
  render(<App client={client} />);
  await screen.findByRole('navigation', { name: 'Pages' });
}

/** A page's own controls: the pages beside it stay in the document, hidden. */
export function page(name: string) {
  return within(screen.getByRole('main', { name }));
}

/** Goes to a page by the rail, once it is in reach: a dialog that is still closing keeps it from the user too. */
export async function goTo(name: string) {
  const rail = within(await screen.findByRole('navigation', { name: 'Pages' }));
  rail.getByRole('button', { name }).click();
  return within(await screen.findByRole('main', { name }));
}
