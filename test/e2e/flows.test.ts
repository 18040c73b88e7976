import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Face, faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

const stepTitles = [
  'Header',
  'Encoded header',
  'Claims',
  'Encoded claims',
  'Signing input',
  'Signature',
  'Assertion',
  'Form body',
];

describe.each(faces)('both flows, in the $name', (kind) => {
  let face: Face;
  let window: SignetWindow;
  beforeAll(async () => {
    if (kind.missing) return;
    face = await kind.open();
    window = new SignetWindow(face.page);
    await window.generateKey('flow key');
    await window.startPlayground();
  });
  afterAll(() => face?.close());

  const itRuns = it.skipIf(kind.missing !== undefined);

  itRuns('gateway flow: the eight steps, a token, its introspection, its refresh', async () => {
    const compose = await window.composeForNewClient('Register gateway client', 'Use in Compose');
    await compose.getByRole('tab', { name: 'Step by step' }).click();
    for (const step of stepTitles) await compose.getByText(step, { exact: true }).last().waitFor();
    await compose.getByRole('tab', { name: 'Token' }).click();
    await window.send();
    await window.answer().getByText('200').first().waitFor();
    const first = await window.member('access_token');
    await window.answer().getByRole('button', { name: 'Introspect' }).click();
    expect(
      await window.member('active', window.answer().getByRole('region', { name: 'Introspection' })),
    ).toMatch(/true|yes/);
    await window.answer().getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect.poll(() => window.member('access_token')).not.toBe(first);
  });

  itRuns(
    'gateway flow: exp ten minutes away is found while typing, refused by the server, and explained',
    async () => {
      const compose = window.main('Compose');
      await compose.getByLabel('Expires (exp)').fill('+10m');
      await compose
        .getByText(/accepts at most 300 s/)
        .first()
        .waitFor();
      await window.send();
      await window.answer().getByText('invalid_grant').first().waitFor();
      await window
        .answer()
        .getByText(/exp is in the past or more than five minutes away/)
        .first()
        .waitFor();
    },
  );

  itRuns(
    'API manager flow: over TLS, with a client secret the window does not know, refreshed and active',
    async () => {
      await window.composeForNewClient('Register API manager client', 'Use over TLS');
      const compose = window.main('Compose');
      await expect.poll(() => compose.getByLabel('Client authentication').inputValue()).toBe('basic');
      await window.send();
      await window.answer().getByText('200').first().waitFor();
      const first = await window.member('access_token');
      await window.answer().getByRole('button', { name: 'Refresh', exact: true }).click();
      await expect.poll(() => window.member('access_token')).not.toBe(first);
      await window.answer().getByRole('button', { name: 'Introspect' }).click();
      expect(
        await window.member('active', window.answer().getByRole('region', { name: 'Introspection' })),
      ).toMatch(/true|yes/);
    },
  );

  itRuns('nothing broke the content security policy or threw', () => {
    expect(face.complaints).toEqual([]);
  });
});
