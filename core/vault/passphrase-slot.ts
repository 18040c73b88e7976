import { randomBytes, scrypt } from 'node:crypto';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { type SealedBox, seal, unseal } from './sealed-box.ts';

/** The data key, wrapped under a key that scrypt (RFC 7914) derives from a passphrase. */
export interface PassphraseSlot {
  readonly kind: 'passphrase';
  readonly id: string;
  readonly kdf: {
    readonly name: 'scrypt';
    readonly N: number;
    readonly r: number;
    readonly p: number;
    readonly salt: string;
  };
  readonly wrapped: SealedBox;
}

// 128 MiB and about a third of a second: what a person waits for once, and a guesser for every guess.
const cost = { N: 2 ** 17, r: 8, p: 1 } as const;
const maxMemory = 512 * 1024 * 1024;

export async function makePassphraseSlot(
  id: string,
  passphrase: string,
  dataKey: Uint8Array,
): Promise<PassphraseSlot> {
  const salt = randomBytes(16);
  const kdf = { name: 'scrypt', ...cost, salt: salt.toString('base64') } as const;
  const key = await derive(passphrase, kdf);
  const wrapped = seal(key, dataKey, id);
  key.fill(0);
  return { kind: 'passphrase', id, kdf, wrapped };
}

/** @throws SignetError `wrong-password`; `vault-damaged` when the slot asks for an absurd amount of work */
export async function openPassphraseSlot(slot: PassphraseSlot, passphrase: string): Promise<Buffer> {
  if (!isReasonable(slot.kdf)) {
    throw new SignetError(
      'vault-damaged',
      'the vault’s passphrase slot asks for an unreasonable amount of work',
    );
  }
  const key = await derive(passphrase, slot.kdf);
  const dataKey = unseal(key, slot.wrapped, slot.id);
  key.fill(0);
  if (!dataKey)
    throw new SignetError('wrong-password', 'this is not the vault’s passphrase', { hint: 'try again' });
  return dataKey;
}

/** What scrypt can do at all (RFC 7914 section 2), and what nobody should have to wait for. */
function isReasonable({ N, r, p }: PassphraseSlot['kdf']): boolean {
  return (
    N > 1 &&
    Number.isInteger(Math.log2(N)) &&
    [r, p].every((each) => Number.isInteger(each) && each > 0) &&
    p <= 16 &&
    128 * N * r <= maxMemory
  );
}

function derive(passphrase: string, { N, r, p, salt }: PassphraseSlot['kdf']): Promise<Buffer> {
  // NFC: the same passphrase typed on another keyboard is the same passphrase.
  const secret = Buffer.from(passphrase.normalize('NFC'));
  return new Promise((resolve, reject) => {
    scrypt(secret, Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: maxMemory * 2 }, (error, key) => {
      secret.fill(0);
      if (error) reject(error);
      else resolve(key);
    });
  });
}
