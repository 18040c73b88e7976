import { SignetError } from '../../shared/base/signet-error.ts';
import type { GenerateOptions } from '../../shared/contract/vault.ts';
import { generateKey } from '../key/generate-key.ts';
import type { NewRecord } from './vault-entries.ts';

/** A new key as a record for the vault, with a self-signed certificate where a subject is given. @throws SignetError `invalid-input` */
export async function generateEntry(options: GenerateOptions): Promise<NewRecord> {
  const { name, subject, days = 365 } = options;
  const key = await generateKey(options);
  if ('secret' in key) {
    if (subject !== undefined) {
      throw new SignetError('invalid-input', 'a shared secret has no certificate', {
        hint: 'leave the subject out',
      });
    }
    return { name, kind: 'secret', chain: [], bits: key.secret.length * 8, secret: key.secret };
  }
  const chain = subject === undefined ? [] : [await selfSigned(key.privateKey, subject, days)];
  return { name, kind: 'key', chain, publicKey: base64(key.publicKey), secret: key.privateKey };
}

/** A server whose clock is a little behind takes the new certificate all the same, and so does our own window. */
const clockDifference = 60_000;

async function selfSigned(privateKey: Uint8Array, subject: string, days: number): Promise<string> {
  const { selfSign } = await import('../certificate/self-sign.ts');
  return base64(
    await selfSign({ privateKey, subject, days, notBefore: new Date(Date.now() - clockDifference) }),
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
