import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../shared/base/result.ts';
import { type Face, faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';
import { clientOf } from './support/window-client.ts';

const accessToken = 'mF_9.B5f-4.1JqM-opaque';

// What is typed is what is sent, however fast it is followed by the keys that send; and what is answered is shown with the
// request that it belongs to.
describe.each(faces)('in the $name', (kind) => {
  const itRuns = it.skipIf(kind.missing !== undefined);
  const received: IncomingMessage[] = [];
  const bodies: string[] = [];
  let server: Server;
  let endpoint: string;
  let face: Face;
  let send: Locator;
  let answer: Locator;

  beforeAll(async () => {
    if (kind.missing) return;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(Buffer.concat(chunks).toString());
        received.push(request);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ access_token: accessToken, token_type: 'Bearer' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    face = await kind.open();
    const client = clientOf(face);
    const { id: entry } = unwrap(await client.vault.generate({ name: 'signer', type: 'ec' }));
    unwrap(
      await client.workspace.keepDraft({
        name: 'truth',
        draft: {
          entry,
          header: '{"alg":"ES256"}',
          claims: '{"iss":"me","aud":"a","exp":"+5m"}',
          endpoint,
          auth: { method: 'basic', clientId: 'me' },
          query: [],
          params: [],
          insecure: false,
        },
      }),
    );
    await face.page.reload();
    const window = new SignetWindow(face.page);
    const compose = window.main('Compose');
    send = compose;
    answer = window.answer();
    await face.page.getByRole('button', { name: 'Drafts', exact: true }).click();
    await face.page.getByRole('button', { name: 'Open truth', exact: true }).click();
    await compose.getByRole('button', { name: 'Copy token' }).waitFor();
  });
  afterAll(async () => {
    await face?.close();
    server?.close();
  });

  const shown = () => answer.textContent();
  const claimsOf = (body: string | undefined) => {
    const [, payload = ''] = new URLSearchParams(body).get('assertion')?.split('.') ?? [];
    return Buffer.from(payload, 'base64url').toString();
  };

  itRuns('a secret typed and followed by Ctrl+Enter is the one that is sent, fifty times', async () => {
    const expected: string[] = [];
    for (let count = 1; count <= 50; count += 1) {
      const secret = `s3cret-${count}`;
      if (count > 1) await send.getByRole('button', { name: 'Change' }).click();
      await send.getByLabel('Client secret').focus();
      await face.page.keyboard.type(secret);
      // Every other time by the mouse, whose press takes the focus from the field first.
      if (count % 2 === 1) await face.page.keyboard.press('Control+Enter');
      else await send.getByRole('button', { name: 'Send', exact: true }).click();
      expected.push(`Basic ${Buffer.from(`me:${secret}`).toString('base64')}`);
      await expect.poll(() => received.length, { timeout: 20_000 }).toBe(count);
      await send.getByRole('button', { name: 'Change' }).waitFor();
      // One at a time: what is under way is not sent a second time.
      await send.getByRole('button', { name: 'Send', exact: true }).waitFor();
    }
    expect(received.map(({ headers }) => headers.authorization)).toEqual(expected);
    const entries = unwrap(await clientOf(face).vault.list({}));
    expect(entries.filter((each) => each.kind === 'client-secret').map(({ name }) => name)).toEqual([
      'secret of me',
    ]);
    expect(await face.page.content()).not.toContain('s3cret-');
  });

  itRuns(
    'a claim typed as JSON or in its field and followed by Ctrl+Enter is the one that is sent',
    async () => {
      const compose = new SignetWindow(face.page).main('Compose');
      const claims = compose.getByRole('region', { name: 'Claims' });
      await claims.getByRole('tab', { name: 'JSON' }).click();
      const editor = compose.getByRole('textbox', { name: 'Claims JSON' });
      const before = received.length;
      for (let count = 1; count <= 10; count += 1) {
        await editor.click();
        await face.page.keyboard.press('Control+A');
        await face.page.keyboard.press('Delete');
        await face.page.keyboard.insertText(`{"iss":"me","aud":"a","exp":"+5m","n":${count}`);
        await face.page.keyboard.type('.0}');
        await face.page.keyboard.press('Control+Enter');
        await expect.poll(() => received.length, { timeout: 20_000 }).toBe(before + count);
        expect(claimsOf(bodies.at(-1))).toContain(`"n":${count}.0}`);
        await send.getByRole('button', { name: 'Send', exact: true }).waitFor();
      }
      await claims.getByRole('tab', { name: 'Form' }).click();
      for (let count = 1; count <= 10; count += 1) {
        await compose.getByLabel('Issuer (iss)').focus();
        await face.page.keyboard.press('Control+A');
        await face.page.keyboard.type(`issuer-${count}`);
        await face.page.keyboard.press('Control+Enter');
        await expect.poll(() => received.length, { timeout: 20_000 }).toBe(before + 10 + count);
        expect(claimsOf(bodies.at(-1))).toContain(`"iss":"issuer-${count}"`);
        await send.getByRole('button', { name: 'Send', exact: true }).waitFor();
      }
    },
  );

  itRuns('an edit marks the answer, and a refused connection leaves nothing of it', async () => {
    await send.getByRole('button', { name: 'Send', exact: true }).click();
    await answer.getByText(accessToken).waitFor();
    expect(await shown()).toMatch(/200 OK/);
    expect(await shown()).not.toMatch(/previous request/);
    await send.getByLabel('Endpoint').fill(`${endpoint}/other`);
    await answer.getByText('This belongs to the previous request').waitFor();
    await send.getByLabel('Endpoint').fill('http://127.0.0.1:9/token');
    // The secret belongs to the address before: it is typed again for this one.
    await send.getByRole('button', { name: 'Change' }).click();
    await send.getByLabel('Client secret').fill('for another address');
    await face.page.keyboard.press('Control+Enter');
    await answer.getByText(/cannot be reached/).waitFor();
    const text = (await shown()) ?? '';
    expect(text).not.toContain(accessToken);
    expect(text).not.toMatch(/200 OK|\d ms|previous request/);
  });

  itRuns('nothing broke the content security policy or threw', () => {
    expect(face.complaints).toEqual([]);
  });
});
