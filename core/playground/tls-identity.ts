import { armour } from '../asn1/armour.ts';
import { generateKey } from '../key/generate-key.ts';
import type { TlsIdentity } from './running-playground.ts';

/** A fresh key and self-signed certificate for 127.0.0.1 and localhost, PEM: as a server in a trial set-up has it. */
export async function makeTlsIdentity(): Promise<TlsIdentity> {
  const { selfSign } = await import('../certificate/self-sign.ts');
  const key = await generateKey({ type: 'ec' });
  if ('secret' in key) throw new Error('an EC key has no secret');
  const names = ['DNS:localhost', 'IP:127.0.0.1'];
  const certificate = await selfSign({
    privateKey: key.privateKey,
    subject: 'CN=localhost',
    days: 30,
    san: names,
  });
  return { key: armour('PRIVATE KEY', key.privateKey), cert: armour('CERTIFICATE', certificate) };
}
