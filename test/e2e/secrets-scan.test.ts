import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { openWithPassphrase } from '../../core/vault/open-slots.ts';
import { openRecord } from '../../core/vault/sealed-record.ts';
import { parseVaultDocument } from '../../core/vault/vault-document.ts';
import { unwrap } from '../../shared/base/result.ts';
import type { Client } from '../../shared/contract/contract.ts';
import type { WrittenFile } from '../../shared/contract/vault.ts';
import { findSecrets, findSecretsInFiles, type Secret } from '../support/find-secrets.ts';
import { fixtures, scratchFolder } from '../support/run-signet.ts';
import { faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';
import { clientOf } from './support/window-client.ts';

const typed = {
  passphrase: 'the passphrase of this vault',
  'second passphrase': 'another passphrase of this vault',
  'export password': 'the password of an exported key',
  'client secret': 'a client secret that was typed',
  'shared secret': 'a shared secret of thirty-two bytes!',
} as const;
const proof = { vaultPassphrase: typed.passphrase } as const;
const jks = readFileSync(join(fixtures, 'keystores/wso2carbon.jks'));

/** Everything with secrets that a user can do in a window. */
async function useEverything(client: Client, saved: (name: string, file: WrittenFile) => Promise<void>) {
  const base64 = jks.toString('base64');
  const store = unwrap(await client.keystore.open({ name: 'a.jks', base64, password: 'wso2carbon' })).store;
  const key = unwrap(await client.vault.import({ store, alias: 'wso2carbon', name: 'imported' }));
  const made = unwrap(await client.vault.generate({ name: 'made', type: 'rsa', subject: 'CN=made' }));
  const hmac = unwrap(
    await client.vault.addSecret({
      name: 'hmac',
      kind: 'secret',
      secret: typed['shared secret'],
      encoding: 'text',
    }),
  );
  const secret = unwrap(
    await client.vault.addSecret({
      name: 'client secret',
      kind: 'client-secret',
      secret: typed['client secret'],
      encoding: 'text',
    }),
  );
  unwrap(await client.vault.create({ passphrase: typed.passphrase }));
  unwrap(await client.vault.addPassphrase({ passphrase: typed['second passphrase'], ...proof }));
  unwrap(await client.vault.lock({}));
  expect((await client.vault.unlock({ passphrase: typed['client secret'] })).ok).toBe(false);
  unwrap(await client.vault.unlock({ passphrase: typed.passphrase }));

  const token = unwrap(
    await client.jose.sign({ entry: hmac.id, header: '{"alg":"HS256"}', claims: '{"iss":"a"}' }),
  ).token;
  unwrap(await client.jose.verify({ token, key: { secret: typed['shared secret'], encoding: 'text' } }));
  const asked = { format: 'pkcs8', password: typed['export password'], confirm: true, ...proof } as const;
  await saved('made.pem', unwrap(await client.vault.export({ entry: made.id, ...asked })));
  await saved(
    'backup',
    unwrap(await client.vault.backup({ passphrase: typed['export password'], ...proof })),
  );

  const { url } = unwrap(await client.playground.start({}));
  const registered = unwrap(
    await client.playground.register({ kind: 'api-manager', certificate: { entry: key.id } }),
  );
  const claims = JSON.stringify({
    iss: registered.issuer,
    sub: registered.subject,
    aud: registered.audience,
    exp: '+15m',
    iat: 'now',
    jti: '{uuid}',
  });
  for (const id of [registered.secret ?? '', secret.id]) {
    const answer = unwrap(
      await client.endpoint.send({
        endpoint: registered.endpoint,
        grant: { type: 'jwt-bearer', sign: { entry: key.id, header: '{"alg":"RS256"}', claims } },
        auth: { method: id === secret.id ? 'post' : 'basic', clientId: registered.clientId, secret: id },
      }),
    );
    expect(answer.ok).toBe(id === registered.secret);
  }
  unwrap(
    await client.flows.save({
      flow: {
        name: 'saved',
        endpoint: `${url}/oauth2/token`,
        grant: 'client-credentials',
        auth: { method: 'basic', clientId: registered.clientId, secret: 'client secret' },
      },
    }),
  );
  unwrap(await client.flows.send({ name: 'saved' }));
  expect(unwrap(await client.history.list({})).length).toBeGreaterThan(2);
  unwrap(await client.vault.rotate({ passphrases: [typed.passphrase, typed['second passphrase']] }));
}

/** What a link gives, once. */
function textOf(page: Page, link: string): Promise<string> {
  return page.evaluate(async (url) => (await fetch(url)).text(), link);
}

/** What was typed, and all that the vault holds: its data key, and each secret part. */
async function secretsOf(home: string): Promise<readonly Secret[]> {
  const document = parseVaultDocument(readFileSync(join(home, 'vault.json'), 'utf8'));
  const { dataKey } = await openWithPassphrase(document.slots, typed.passphrase);
  const kept = document.entries.map((record) => ({
    name: `secret part of ${record.name}`,
    bytes: openRecord(dataKey, record) ?? new Uint8Array(),
  }));
  const [entry] = (await readKeyStore(jks, { store: 'wso2carbon' })).entries;
  const imported = entry?.privateKey ?? new Uint8Array();
  expect(Buffer.from(kept[0]?.bytes ?? []).equals(imported)).toBe(true);
  return [
    ...Object.entries(typed).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    { name: 'data key', bytes: dataKey },
    ...kept,
    // The middle of the key, for one that was written in another structure.
    { name: 'numbers of the imported key', bytes: imported.subarray(400, 440) },
  ];
}

describe.each(faces)('in the $name', ({ missing, open }) => {
  it.skipIf(missing)('no secret is written, printed or answered; erasing leaves nothing', async () => {
    const home = scratchFolder();
    const out = scratchFolder();
    const face = await open(home);
    const answers: string[] = [];
    const client = clientOf(face, (answer) => answers.push(answer));
    if (face.app) await face.saveTo(join(out, 'saved'));
    await useEverything(client, async (name, { written, download }) => {
      if (written !== null) renameSync(written, join(out, name));
      else writeFileSync(join(out, name), await textOf(face.page, download ?? ''));
      expect(readFileSync(join(out, name)).length).toBeGreaterThan(500);
    });
    const secrets = await secretsOf(home);
    expect(secrets.length).toBeGreaterThan(9);
    for (const { bytes } of secrets) expect(bytes.length).toBeGreaterThan(15);

    expect(findSecretsInFiles(home, secrets)).toEqual([]);
    expect(findSecretsInFiles(out, secrets)).toEqual([]);
    const kept = await face.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    for (const text of [answers.join('\n'), face.output(), face.complaints.join('\n'), kept])
      expect(findSecrets(Buffer.from(text), secrets)).toEqual([]);
    // The scan sees what is there: the certificate of the key that was imported, and a secret that is planted.
    const certificate = unwrap(await client.vault.list({})).find(({ name }) => name === 'imported')?.chain[0];
    expect(answers.join('\n')).toContain(certificate?.sha256);
    await face.page.evaluate((text) => localStorage.setItem('planted', text), typed.passphrase);
    const planted = await face.page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(findSecrets(Buffer.from(planted), secrets)).toEqual(['passphrase']);

    expect(existsSync(join(home, 'vault.json'))).toBe(true);
    const window = new SignetWindow(face.page);
    await (await window.go('Settings')).getByRole('button', { name: 'Erase everything' }).click();
    const erase = face.page.getByRole('dialog', { name: 'Erase everything' });
    await erase.getByLabel(/^Type/).fill('erase everything');
    await erase.getByLabel('Vault passphrase').fill(typed.passphrase);
    await erase.getByRole('button', { name: 'Erase everything' }).click();
    await face.page.getByRole('button', { name: /^Vault: Memory only/ }).waitFor();
    expect(existsSync(join(home, 'vault.json'))).toBe(false);
    // In a browser, what the user stored there is not Signet's.
    if (face.app) expect(await face.page.evaluate(() => localStorage.length)).toBe(0);
    await face.close();
    expect(findSecretsInFiles(out, secrets)).toEqual([]);
    const left = existsSync(home) ? readdirSync(home, { recursive: true, encoding: 'utf8' }) : [];
    expect(left.filter((path) => path.endsWith('.json') || path.includes('.json.'))).toEqual([]);
    if (existsSync(home)) expect(findSecretsInFiles(home, secrets)).toEqual([]);
  });
});
