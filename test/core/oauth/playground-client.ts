import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAcceptedCertificates } from '../../../core/http/accepted-certificates.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { createRequestSender, type RequestSender } from '../../../core/oauth/request-sender.ts';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import { entryToRecord } from '../../../core/vault/record-entry.ts';
import { createVault, type Vault } from '../../../core/vault/vault.ts';
import type { ClientAuthentication } from '../../../shared/contract/playground.ts';
import type { NamedAuth } from '../../../shared/oauth/request-model.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';
import type { Identity } from '../playground/certificates.ts';

/** A vault in memory, with a key and its certificate in it under the name `key`. */
export async function vaultWith({
  keyPem,
  certificatePem,
}: Identity): Promise<{ vault: Vault; key: string }> {
  const vault = createVault(join(tmpdir(), randomUUID(), 'vault.json'));
  const { entries } = await readKeyStore(new TextEncoder().encode(keyPem + certificatePem), {});
  const entry = entries.find((each) => each.privateKey);
  if (!entry) throw new Error('there is no key');
  const { id } = await vault.add(await entryToRecord(entry, 'key'));
  return { vault, key: id };
}

export function senderOf(vault: Vault): RequestSender {
  return createRequestSender(vault, createAcceptedCertificates(new MemoryDocument()));
}

/** How a client of the playground proves itself, its secret put into the vault. */
export async function namedAuth(
  vault: Vault,
  key: string,
  client: Pick<PlaygroundRegistration, 'clientId' | 'clientSecret'>,
  authentication: ClientAuthentication,
): Promise<NamedAuth> {
  const { clientId, clientSecret = '' } = client;
  const secret = async () => {
    const name = `secret of ${clientId}`;
    const before = (await vault.list()).find((each) => each.name === name);
    if (before) return before.id;
    const bytes = Buffer.from(clientSecret);
    return (
      await vault.add({ name, kind: 'client-secret', chain: [], bits: bytes.length * 8, secret: bytes })
    ).id;
  };
  switch (authentication) {
    case 'none':
      return { method: 'none', clientId };
    case 'client_secret_basic':
      return { method: 'basic', clientId, secret: await secret() };
    case 'client_secret_post':
      return { method: 'post', clientId, secret: await secret() };
    case 'client_secret_jwt':
      return { method: 'client_secret_jwt', clientId, secret: await secret() };
    case 'private_key_jwt':
      return { method: 'private_key_jwt', clientId, key };
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return { method: 'mtls', clientId, key };
  }
}
