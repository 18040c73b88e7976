import { cleanup, configure, render, screen, within } from '@testing-library/react';
import { afterEach } from 'vitest';
import { App } from '../../renderer/app.tsx';
import type { MemoryCore } from '../support/memory-core.ts';

// A page's code is loaded when it is first visited, which a busy machine takes its time for.
configure({ asyncUtilTimeout: 15_000 });
afterEach(cleanup);

/** Shows the whole window over a core, at its first page. */
export async function renderApp(core: MemoryCore): Promise<void> {
  render(<App client={core.client} />);
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

/** A dialog's own controls, once it is shown. */
export async function dialog(name: string) {
  return within(await screen.findByRole('dialog', { name }));
}
