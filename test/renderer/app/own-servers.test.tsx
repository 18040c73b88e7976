import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { MemoryCore } from '../../support/memory-core.ts';
import { goTo, renderApp } from '../render-app.tsx';

it('a server of the user’s own starts as a copy of a known one, and then stands among the others', async () => {
  const core = new MemoryCore();
  await renderApp(core);
  const settings = await goTo('Settings');
  fireEvent.click(await settings.findByRole('button', { name: 'Add server' }));
  const add = within(await screen.findByRole('dialog', { name: 'Add server' }));
  fireEvent.change(add.getByLabelText('Start from'), { target: { value: 'okta' } });
  const file = add.getByLabelText<HTMLTextAreaElement>('Server file');
  const copied = JSON.parse(file.value) as { title: string; name?: string };
  expect(copied.title).toBe('Okta');
  expect(copied.name).toBeUndefined();
  fireEvent.change(file, { target: { value: JSON.stringify({ ...copied, title: 'Our own server' }) } });

  fireEvent.change(add.getByLabelText('Name'), { target: { value: 'Our Own' } });
  fireEvent.click(add.getByRole('button', { name: 'Save server' }));
  expect(add.getByText(/Small letters, digits/)).toBeTruthy();
  expect(core.inputsOf('servers.save')).toEqual([]);
  fireEvent.change(add.getByLabelText('Name'), { target: { value: 'our-own' } });
  fireEvent.click(add.getByRole('button', { name: 'Save server' }));
  const own = within(await settings.findByRole('list', { name: 'Your own servers' }));
  expect(own.getByText('Our own server')).toBeTruthy();

  const compose = await goTo('Compose');
  const server = await compose.findByLabelText<HTMLSelectElement>('Server');
  fireEvent.change(server, { target: { value: 'our-own' } });
  expect(server.selectedOptions[0]?.textContent).toBe('Our own server');

  await goTo('Settings');
  fireEvent.click(own.getByRole('button', { name: 'Remove' }));
  expect(await settings.findByText(/is described as JSON/)).toBeTruthy();
  await goTo('Compose');
  await waitFor(() => expect(server.selectedOptions[0]?.textContent).toBe('No preset'));
});

it('a file that is no server is refused, and what was typed stays', async () => {
  const core = new MemoryCore();
  await renderApp(core);
  const settings = await goTo('Settings');
  fireEvent.click(await settings.findByRole('button', { name: 'Add server' }));
  const add = within(await screen.findByRole('dialog', { name: 'Add server' }));
  fireEvent.change(add.getByLabelText('Name'), { target: { value: 'broken' } });
  fireEvent.change(add.getByLabelText('Server file'), { target: { value: '{' } });
  fireEvent.click(add.getByRole('button', { name: 'Save server' }));
  expect(await add.findByRole('alert')).toBeTruthy();
  expect(add.getByLabelText<HTMLTextAreaElement>('Server file').value).toBe('{');
});
