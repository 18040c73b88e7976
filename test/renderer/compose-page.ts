import { fireEvent, screen, within } from '@testing-library/react';
import type { MemoryCore } from '../support/memory-core.ts';
import { page, renderApp } from './render-app.tsx';

export const compose = () => page('Compose');
export const answer = () => within(compose().getByRole('region', { name: 'Answer' }));
/** Presses a button of the page, or of the bar above it that acts on the whole draft. */
export const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
/** Types into a field, or chooses in a list. */
export const fill = (label: string | RegExp, value: string) =>
  fireEvent.change(compose().getByLabelText(label), { target: { value } });

/** Shows the window, and waits for the first token. */
export async function renderSigned(core: MemoryCore): Promise<void> {
  await renderApp(core);
  await compose().findByRole('button', { name: 'Copy token' });
}

/** The token that the token panel shows. */
export function shownToken(): string {
  return compose().getByRole('group', { name: 'Token' }).textContent ?? '';
}

/** The text of the claims of a token, shown or sent, as it was signed. */
export function claimsText(token = shownToken()): string {
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
}

export function headerOf(token = shownToken()): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));
}

export function claimsOf(token = shownToken()): Record<string, unknown> {
  return JSON.parse(claimsText(token));
}
