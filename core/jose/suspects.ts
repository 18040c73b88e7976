import { SignetError } from '../../shared/base/signet-error.ts';
import type { VerificationKey as NamedKey } from '../../shared/contract/jose.ts';
import type { StoreEntry } from '../key/key-store.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import { recordToEntry, withRevealed } from '../vault/record-entry.ts';
import type { Vault } from '../vault/vault.ts';
import type { VaultRecord } from '../vault/vault-document.ts';
import { verificationKeysOf } from './entry-keys.ts';
import type { Suspect } from './explain-signature.ts';
import { readKeyWork } from './token-work.ts';
import type { VerificationKey } from './verification-key.ts';

/** The keys of the vault, but for the one that was asked for; its secrets too, while it is open. */
export async function vaultSuspects(
  vault: Vault,
  work: WorkBudget,
  except?: string,
): Promise<readonly Suspect[]> {
  const suspects: Suspect[] = [];
  for (const record of await vault.list().catch(noneIfExpected)) {
    if (record.id === except || record.kind === 'client-secret') continue;
    const name = `the ${record.kind} “${record.name}” of the vault`;
    if (!work.affords(readKeyWork)) break;
    const keys = await keysOf(vault, record);
    suspects.push(...keys.map((key) => ({ key, name })));
  }
  return suspects;
}

async function keysOf(vault: Vault, record: VaultRecord): Promise<readonly VerificationKey[]> {
  const keys = (entry: StoreEntry) => verificationKeysOf([entry]);
  const found = record.kind === 'secret' ? withRevealed(vault, record.id, keys) : keys(recordToEntry(record));
  return found.catch(noneIfExpected);
}

/** Locked, damaged, or of a kind that this runtime does not know: it explains nothing, and the verdict stands. */
function noneIfExpected(thrown: unknown): readonly never[] {
  if (thrown instanceof SignetError) return [];
  throw thrown;
}

type Encoding = Extract<NamedKey, { secret: string }>['encoding'];

/** The bytes that a typed secret would be in another encoding: text is often taken for base64url or hex, and back. */
export async function secretSuspects(secret: string, encoding: Encoding): Promise<readonly Suspect[]> {
  const suspects: Suspect[] = [];
  for (const { name, pattern, bytes } of readings) {
    if (name === encoding || !pattern.test(secret)) continue;
    const entry: StoreEntry = { alias: 'secret', kind: 'secret', chain: [], secret: bytes(secret) };
    const [key] = await verificationKeysOf([entry]);
    if (key) suspects.push({ key, name: `the secret read as ${name}`, code: 'secret-other-encoding' });
  }
  return suspects;
}

const readings: readonly {
  readonly name: Encoding | 'base64';
  readonly pattern: RegExp;
  readonly bytes: (secret: string) => Uint8Array;
}[] = [
  { name: 'text', pattern: /./, bytes: (secret) => new TextEncoder().encode(secret) },
  {
    name: 'hex',
    pattern: /^(?:[\da-f]{2})+$/i,
    bytes: (secret) => Uint8Array.from(Buffer.from(secret, 'hex')),
  },
  { name: 'base64url', pattern: /^[\w-]{2,}={0,2}$/, bytes: fromBase64 },
  { name: 'base64', pattern: /^[A-Za-z\d+/]{2,}={0,2}$/, bytes: fromBase64 },
];

function fromBase64(secret: string): Uint8Array {
  return Uint8Array.from(Buffer.from(secret, 'base64'));
}
