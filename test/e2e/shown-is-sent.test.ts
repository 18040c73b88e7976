import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../shared/base/result.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { authMethods } from '../../shared/oauth/client-auth.ts';
import { oddClaims } from '../support/odd-requests.ts';
import { type Face, faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';
import { clientOf } from './support/window-client.ts';

// What the token panel shows is, byte for byte, what goes out: sixty requests, of every client authentication, with claims
// that a reader of JSON would round, reorder or drop.

const rows = authMethods
  .filter((method) => method !== 'mtls')
  .flatMap((method) => Object.entries(oddClaims).map(([what, claims]) => ({ method, what, claims })));

describe.each(faces)('in the $name', (kind) => {
  const received: URLSearchParams[] = [];
  let server: Server;
  let face: Face;
  let window: SignetWindow;

  beforeAll(async () => {
    if (kind.missing) return;
    server = createServer(async (request, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push(new URLSearchParams(Buffer.concat(chunks).toString()));
      answer.setHeader('content-type', 'application/json');
      answer.end('{"access_token":"t","token_type":"bearer"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    face = await kind.open();
    window = new SignetWindow(face.page);
    const client = clientOf(face);
    const { id: entry } = unwrap(await client.vault.generate({ name: 'signer', type: 'ec' }));
    const { id: secret } = unwrap(
      await client.vault.addSecret({
        name: 'secret',
        kind: 'client-secret',
        secret: 's3cret of 32 letters, for HS256 too',
        encoding: 'text',
      }),
    );
    for (const [index, { method, claims }] of rows.entries()) {
      const usual = `"iss":"row-${index}","sub":"s","aud":"a","exp":"+5m","jti":"{uuid}"`;
      const draft: Draft = {
        entry,
        header: index % 3 === 0 ? '{"typ":"JWT","v":1.0,"alg":"ES256"}' : '{"alg":"ES256"}',
        claims: `{${usual},${claims}}`,
        endpoint,
        auth: { method, clientId: 'client', ...(/secret|basic|post/.test(method) ? { secret } : {}) },
        query: [],
        params: [],
        insecure: false,
      };
      unwrap(await client.workspace.keepDraft({ name: `row ${index}`, draft }));
    }
    await face.page.reload();
    await window.main('Compose').waitFor();
  });
  afterAll(async () => {
    await face?.close();
    server?.close();
  });

  it.skipIf(kind.missing !== undefined)(
    `${rows.length} tokens are received as they are shown`,
    { timeout: 300_000 },
    async () => {
      const compose = window.main('Compose');
      for (const [index, { what, claims }] of rows.entries()) {
        await face.page.getByRole('button', { name: 'Drafts', exact: true }).click();
        await face.page.getByRole('button', { name: `Open row ${index}`, exact: true }).click();
        // No waiting for the panel: what goes out must be this draft's token at any moment.
        await face.page.keyboard.press('Control+Enter');
        await expect.poll(() => received.length, { timeout: 20_000 }).toBe(index + 1);
        const assertion = received[index]?.get('assertion') ?? '';
        const [header = '', payload = ''] = assertion.split('.');
        const text = Buffer.from(payload, 'base64url').toString();
        expect(text, what).toContain(`{"iss":"row-${index}"`);
        expect(text, what).toContain(`${claims}}`);
        if (index % 3 === 0) {
          expect(Buffer.from(header, 'base64url').toString()).toBe('{"typ":"JWT","v":1.0,"alg":"ES256"}');
        }
        if (assertion.length < 3000) {
          const shown = compose.locator('.token-text');
          await expect.poll(() => shown.textContent(), { timeout: 10_000 }).toBe(assertion);
        }
      }
    },
  );
});
