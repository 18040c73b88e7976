import { randomBytes, scrypt } from 'node:crypto';
import { WorkBudget } from '../key/work-budget.ts';
import { type SealedBox, seal, unseal } from './sealed-box.ts';
import { type PassphraseSlot, slotContext } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';

/** scrypt's parameters (RFC 7914): memory is 128 · N · r bytes. */
export interface PassphraseCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and about a third of a second: what a person waits for once, and a guesser for every guess. */
export const usualCost: PassphraseCost = { N: 2 ** 17, r: 8, p: 1 };
/** Twice and four times what Signet writes: nobody need wait longer for a file that says otherwise. */
const maxMemory = 256 * 1024 * 1024;
const maxWork = 512 * 1024 * 1024;
/** Over all slots that are tried, in bytes, too: sixteen passphrases as Signet wraps them. */
const maxTotalWork = 2048 * 1024 * 1024;

/** What the slots of one file may cost together. Errors when it is spent: `work-factor-too-high`. */
export function unlockBudget(): WorkBudget {
  return new WorkBudget(maxTotalWork / blockBytes, { spent: vaultFailure.tooMuchWork });
}

/** scrypt's work is counted in blocks of 1 KiB. */
const blockBytes = 1024;

/** Wraps the data key under a key that scrypt derives from a passphrase. @throws SignetError `password-needed` for none */
export async function makePassphraseSlot(
  passphrase: string,
  dataKey: Uint8Array,
  about: Pick<PassphraseSlot, 'id' | 'label' | 'created'>,
  cost: PassphraseCost = usualCost,
): Promise<PassphraseSlot> {
  if (passphrase === '') throw vaultFailure.emptyPassphrase();
  const kdf = { name: 'scrypt', ...cost, salt: randomBytes(16).toString('base64') } as const;
  const key = await derive(passphrase, kdf);
  const wrapped: SealedBox = seal(key, dataKey, slotContext(about.id));
  key.fill(0);
  return { kind: 'passphrase', ...about, kdf, wrapped };
}

/**
 * The data key; undefined when this is not the slot's passphrase.
 * @param version the format of the file that the slot is in; the present one if left out
 * @throws SignetError `vault-damaged` for parameters that scrypt cannot have; `work-factor-too-high`
 */
export async function openPassphraseSlot(
  slot: PassphraseSlot,
  passphrase: string,
  version?: number,
  work = unlockBudget(),
): Promise<Buffer | undefined> {
  const { N, r, p } = slot.kdf;
  if (!isPossible(slot.kdf)) {
    throw vaultFailure.damaged('a passphrase slot of the vault has parameters that scrypt cannot have');
  }
  if (128 * N * r > maxMemory || 128 * N * r * p > maxWork) throw vaultFailure.tooMuchWork();
  work.spend(Math.ceil((128 * N * r * p) / blockBytes));
  const key = await derive(passphrase, slot.kdf);
  const dataKey = unseal(key, slot.wrapped, slotContext(slot.id, version));
  key.fill(0);
  return dataKey;
}

/** RFC 7914 section 2. */
function isPossible({ N, r, p }: PassphraseSlot['kdf']): boolean {
  return (
    N > 1 && Number.isInteger(Math.log2(N)) && [r, p].every((each) => Number.isInteger(each) && each > 0)
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
