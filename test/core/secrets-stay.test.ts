import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { createApp } from '../../core/services/app.ts';
import { unwrap } from '../../shared/base/result.ts';
import { createClient } from '../../shared/contract/client.ts';
import type { Client } from '../../shared/contract/contract.ts';
import { createDispatcher } from '../../shared/contract/dispatcher.ts';
import { MemoryDocument } from '../fakes/memory-document.ts';
import { MemoryOutlet } from '../fakes/memory-outlet.ts';

const fixture = readFileSync(join(import.meta.dirname, '../fixtures/keystores/wso2carbon.jks'));
const passphrase = 'the passphrase of this vault';
/** What a window asks for again. */
const proof = { vaultPassphrase: passphrase } as const;
const clientSecret = 'a client secret that was typed';
const sharedSecret = 'a shared secret of thirty-two bytes!';

/** Every form in which bytes could be handed out. */
function formsOf(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes);
  return [buffer.toString('base64'), buffer.toString('base64url'), buffer.toString('hex')].map((text) =>
    text.slice(40, 100),
  );
}

describe('what the core answers to a window', () => {
  const answers: string[] = [];
  const secrets: string[] = [passphrase, clientSecret, sharedSecret, 'PRIVATE KEY'];
  const folder = mkdtempSync(join(tmpdir(), 'signet-'));
  const outlet = new MemoryOutlet({ passesWindow: true });
  const app = createApp({
    about: { version: '0', face: 'loopback', home: folder },
    outlet,
    workspace: { get: () => undefined, set: () => {} },
    library: new MemoryDocument(),
    history: new MemoryDocument(),
  });
  let client: Client;

  beforeAll(async () => {
    const dispatcher = createDispatcher(app.services, () => {});
    client = createClient({
      async call(method, input) {
        const answer = await dispatcher.dispatch(method, input);
        answers.push(JSON.stringify(answer));
        return answer;
      },
      cancel: () => {},
    });
    const [entry] = (await readKeyStore(fixture, { store: 'wso2carbon' })).entries;
    secrets.push(...formsOf(entry?.privateKey ?? new Uint8Array()));
  });
  afterAll(() => app.close());

  it('holds no private key, passphrase or client secret, over everything a window can ask', async () => {
    const key = unwrap(await client.vault.generate({ name: 'made', type: 'rsa', subject: 'CN=made' }));
    const { store } = unwrap(
      await client.keystore.open({
        name: 'a.jks',
        base64: fixture.toString('base64'),
        password: 'wso2carbon',
      }),
    );
    const imported = unwrap(await client.vault.import({ store, alias: 'wso2carbon', name: 'imported' }));
    const secret = unwrap(
      await client.vault.addSecret({ name: 'hmac', kind: 'secret', secret: sharedSecret, encoding: 'text' }),
    );
    const kept = unwrap(
      await client.vault.addSecret({
        name: 'cs',
        kind: 'client-secret',
        secret: clientSecret,
        encoding: 'text',
      }),
    );
    const replaced = { entry: kept.id, secret: clientSecret, encoding: 'text' } as const;
    unwrap(await client.vault.replaceSecret(replaced));
    unwrap(await client.vault.create({ passphrase }));
    await client.vault.unlock({ passphrase: 'wrong' });
    unwrap(await client.vault.lock({}));
    unwrap(await client.vault.unlock({ passphrase }));
    unwrap(await client.vault.list({}));
    unwrap(await client.vault.annotate({ entry: key.id, tags: ['a tag'], note: 'a note' }));
    unwrap(
      await client.vault.addPassphrase({ passphrase: `another: ${passphrase}`, label: 'another', ...proof }),
    );
    unwrap(await client.vault.rotate({ passphrases: [passphrase], dropOthers: true }));
    for (const format of ['pkcs8', 'pkcs12', 'jwk'] as const) {
      const asked = { password: passphrase, confirm: true, ...proof } as const;
      unwrap(await client.vault.export({ entry: imported.id, format, ...asked }));
    }
    expect([...outlet.files.values()].map(({ length }) => length > 1000)).toEqual([true, true, true]);
    unwrap(await client.vault.backup({ passphrase, ...proof }));
    unwrap(await client.vault.remove({ entry: imported.id }));
    unwrap(await client.vault.removed({}));
    const backup = outlet.file('signet-vault.backup').toString('base64');
    const again = { base64: backup, passphrase, ...proof };
    expect(unwrap(await client.vault.restore(again)).restored).toHaveLength(1);
    unwrap(await client.vault.remove({ entry: unwrap(await client.vault.list({})).at(-1)?.id ?? '' }));
    unwrap(await client.vault.undoRemove({ entry: imported.id }));
    unwrap(await client.vault.rescue({ passphrase }));
    for (const entry of [key.id, imported.id, secret.id]) {
      const alg = entry === secret.id ? 'HS256' : 'RS256';
      unwrap(await client.jose.sign({ entry, header: JSON.stringify({ alg }), claims: '{"iss":"a"}' }));
    }
    for (const format of ['pem', 'der', 'spki', 'jwk', 'jwks', 'base64'] as const) {
      unwrap(await client.certificate.export({ source: { store, alias: 'wso2carbon' }, format }));
      unwrap(await client.certificate.export({ source: { entry: imported.id }, format }));
    }
    const jwe = unwrap(
      await client.jose.encrypt({
        header: '{"alg":"RSA-OAEP-256","enc":"A256GCM"}',
        plaintext: '{"iss":"a"}',
        key: { entry: imported.id },
      }),
    );
    unwrap(await client.jose.decrypt({ token: jwe.token, key: { entry: imported.id } }));
    unwrap(await client.jose.algorithms({}));
    unwrap(await client.keystore.convert({ store, to: 'pkcs12', password: passphrase }));
    unwrap(await client.playground.start({}));
    const registered = unwrap(
      await client.playground.register({ kind: 'api-manager', certificate: { entry: imported.id } }),
    );
    expect(registered.secret).toBeDefined();
    const { url = '', tlsUrl = '' } = unwrap(await client.playground.status({}));

    // Refused, all of them, by a server that does not know the client: what it quotes is in the answer.
    for (const auth of [
      { method: 'basic', clientId: 'c', secret: kept.id },
      { method: 'post', clientId: 'c', secret: kept.id },
      { method: 'client_secret_jwt', clientId: 'c', secret: kept.id, allowWeakKey: true },
      { method: 'private_key_jwt', clientId: 'c', key: key.id },
      { method: 'mtls', clientId: 'c', key: key.id },
    ] as const) {
      const endpoint = `${auth.method === 'mtls' ? tlsUrl : url}/oauth2/token`;
      const grant = { type: 'client-credentials' } as const;
      const sent = unwrap(
        await client.endpoint.send({ endpoint, grant, auth, insecure: true, dpop: { key: key.id } }),
      );
      expect(sent).toMatchObject({ ok: false, status: expect.any(Number) });
    }
    expect(unwrap(await client.history.list({})).length).toBe(5);
    const flow = {
      name: 'flow',
      endpoint: `${url}/oauth2/token`,
      grant: 'client-credentials',
      auth: { method: 'post', clientId: 'c', secret: 'cs' },
    } as const;
    unwrap(await client.flows.save({ flow }));
    unwrap(await client.flows.send({ name: 'flow' }));
    unwrap(await client.flows.export({}));

    unwrap(await client.vault.erase({ confirm: true, ...proof }));

    expect(answers.length).toBeGreaterThan(25);
    const whole = answers.join('\n');
    for (const [index, secretText] of secrets.entries()) {
      expect(whole.includes(secretText), `secret ${index} was answered`).toBe(false);
    }
    // A private JWK, escaped or not.
    expect(whole).not.toMatch(/\\?"d\\?":/);
    // The scan itself finds what is there: the certificate that belongs to the key.
    expect(whole).toContain('BEGIN CERTIFICATE');
  }, 120_000);
});
