// Run as a process of its own: uses the keys of a vault in one way eight times, locks it when told to, and waits to be killed.
//   node key-use-child.mjs HOME PASSPHRASE USE

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../core/services/app.ts';
import { unwrap } from '../../../shared/base/result.ts';
import { createClient } from '../../../shared/contract/client.ts';
import { createDispatcher } from '../../../shared/contract/dispatcher.ts';
import type { KeyExportFormat } from '../../../shared/contract/vault.ts';
import type { NamedTokenRequest } from '../../../shared/oauth/request-model.ts';
import { createInMemoryTransport } from '../../fakes/in-memory-transport.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';
import { MemoryOutlet } from '../../fakes/memory-outlet.ts';
import type { KeyUse } from './key-uses.ts';

const [home = '', passphrase = '', use = ''] = process.argv.slice(2);
const outlet = new MemoryOutlet({ passesWindow: true });
const app = createApp({
  about: { version: '0', face: 'loopback', home },
  outlet,
  workspace: new MemoryDocument(),
  library: new MemoryDocument(),
  history: new MemoryDocument(),
});
const dispatcher = createDispatcher(app.services, (method, defect) => console.error(method, defect));
const client = createClient(createInMemoryTransport(dispatcher));
const server = createServer((request, response) => {
  request.resume();
  response.setHeader('content-type', 'application/json').end('{"access_token":"t","token_type":"Bearer"}');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;

const algorithms = { rsa: 'RS256', ec: 'ES256', ed: 'EdDSA', hmac: 'HS256' } as const;
type Name = keyof typeof algorithms;
const proof = { vaultPassphrase: passphrase };

unwrap(await client.vault.unlock({ passphrase }));
const entries = unwrap(await client.vault.list({}));
const idOf = (name: string) => entries.find((each) => each.name === name)?.id ?? '';

const composed = (name: Name) => ({
  entry: idOf(name),
  header: JSON.stringify({ alg: algorithms[name] }),
  claims: '{"iss":"a"}',
});
const asymmetric = ['rsa', 'ec', 'ed'] as const;
const all = [...asymmetric, 'hmac'] as const;
const send = async (request: Partial<NamedTokenRequest>) =>
  unwrap(
    await client.endpoint.send({
      endpoint,
      grant: { type: 'client-credentials' },
      auth: { method: 'none' },
      ...request,
    }),
  );
const exportAs = async (name: Name, format: KeyExportFormat) =>
  unwrap(
    await client.vault.export({
      entry: idOf(name),
      format,
      password: 'of the file',
      confirm: true,
      ...proof,
    }),
  );
const each = async (names: readonly Name[], use: (name: Name) => Promise<unknown>) => {
  for (const name of names) await use(name);
};

const uses: Readonly<Record<KeyUse, () => Promise<unknown>>> = {
  sign: () => each(all, async (name) => unwrap(await client.jose.sign({ ...composed(name), add: ['kid'] }))),
  'send an assertion': () =>
    each(all, (name) => send({ grant: { type: 'jwt-bearer', sign: composed(name) } })),
  'prove a client': () =>
    each(asymmetric, (name) => send({ auth: { method: 'private_key_jwt', clientId: 'c', key: idOf(name) } })),
  'prove possession': () => each(asymmetric, (name) => send({ dpop: { key: idOf(name) } })),
  async 'prove a client by TLS'() {
    const { tlsUrl = '' } = unwrap(await client.playground.start({}));
    await each(['rsa', 'ec'], async (name) => {
      unwrap(await client.certificate.create({ entry: idOf(name), subject: 'CN=a', days: 1 }));
      const auth = { method: 'mtls', clientId: 'c', key: idOf(name) } as const;
      await send({ endpoint: `${tlsUrl}/oauth2/token`, auth, insecure: true });
    });
    unwrap(await client.playground.stop({}));
  },
  async decrypt() {
    const header = '{"alg":"RSA-OAEP-256","enc":"A256GCM"}';
    const key = { entry: idOf('rsa') };
    const { token } = unwrap(await client.jose.encrypt({ header, plaintext: '{"iss":"a"}', key }));
    unwrap(await client.jose.decrypt({ token, key }));
  },
  'request a certificate': () =>
    each(asymmetric, async (name) =>
      unwrap(await client.certificate.request({ entry: idOf(name), subject: 'CN=a' })),
    ),
  'make a certificate': () =>
    each(asymmetric, async (name) =>
      unwrap(await client.certificate.create({ entry: idOf(name), subject: 'CN=a', days: 1 })),
    ),
  'export as PKCS#8': () => each(asymmetric, (name) => exportAs(name, 'pkcs8')),
  'export as PKCS#12': () => each(asymmetric, (name) => exportAs(name, 'pkcs12')),
  'back up': async () => unwrap(await client.vault.backup({ passphrase: 'of the backup', ...proof })),
  'encrypt anew': async () => unwrap(await client.vault.rotate({ passphrases: [passphrase] })),
  annotate: () =>
    each(all, async (name) => unwrap(await client.vault.annotate({ entry: idOf(name), note: randomUUID() }))),
};
for (let count = 0; count < 8; count += 1) await uses[use as KeyUse]();

process.stdout.write('unlocked\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
unwrap(await client.vault.lock({}));
outlet.files.clear();
server.closeAllConnections();
server.close();
// What the crypto library holds goes with the objects that JavaScript has of it.
setInterval(() => (globalThis as { gc?: () => void }).gc?.(), 50);
process.stdout.write('locked\n');
