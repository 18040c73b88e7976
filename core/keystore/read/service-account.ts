// The JSON files that services hand out for their JWT bearer flow:
//
//   Google   { "type": "service_account", "private_key": PEM, "private_key_id": kid, "client_email": iss, … }
//   Zitadel  { "type": "serviceaccount" or "application", "keyId": kid, "key": PEM, "userId" or "clientId": iss and sub }
//   Box      { "boxAppSettings": { "clientID": …, "appAuth": { "publicKeyID": kid, "privateKey": encrypted PEM,
//            "passphrase": … } }, "enterpriseID": … }

import { damaged } from '../../asn1/damaged.ts';
import type { KeyStore, Passwords, StoreEntry } from '../../key/key-store.ts';
import { textOf } from './detect-format.ts';
import { readPemText } from './pem.ts';

/**
 * Reads the private key of a service account file. Its key id becomes the entry's `kid`, its account the entry's `account`. Box files carry the key's
 * passphrase: it is used where no password is given.
 * Errors: those of {@link readPemText}.
 */
export async function readServiceAccount(bytes: Uint8Array, passwords: Passwords): Promise<KeyStore> {
  const account: unknown = JSON.parse(textOf(bytes));
  const box = member(member(account, 'boxAppSettings'), 'appAuth');
  const pem = member(account, 'private_key') ?? member(account, 'key') ?? member(box, 'privateKey');
  if (typeof pem !== 'string' || !pem.includes('-----BEGIN')) throw damaged('its private key is missing');
  const passphrase = member(box, 'passphrase');
  const kid = member(account, 'private_key_id') ?? member(account, 'keyId') ?? member(box, 'publicKeyID');
  const usable =
    passwords.store === undefined && typeof passphrase === 'string'
      ? { ...passwords, store: passphrase }
      : passwords;
  const store = await readPemText(pem, usable);
  const more = { ...(typeof kid === 'string' ? { jwk: { kid } } : {}), ...accountOf(account) };
  return {
    ...store,
    entries: store.entries.map((entry) => (entry.kind === 'key' ? { ...entry, ...more } : entry)),
  };
}

/** Whom the key signs for. */
function accountOf(file: unknown): Pick<StoreEntry, 'account'> {
  const user = member(file, 'userId') ?? member(file, 'clientId');
  if (typeof user === 'string') return { account: { issuer: user, subject: user } };
  const issuer = member(file, 'client_email') ?? member(member(file, 'boxAppSettings'), 'clientID');
  return typeof issuer === 'string' ? { account: { issuer } } : {};
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
