// Says what this runtime's crypto library makes of the algorithms and of published tokens, as JSON: run by plain Node and by Electron.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listAlgorithms } from '../../../core/jose/algorithm-support.ts';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { encryptToken } from '../../../core/jose/encrypt-token.ts';
import { signingKeyOf, verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { jweKeysOf } from '../../../core/jose/jwe-key.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { signToken } from './sign-json.ts';

interface Published {
  readonly section: string;
  readonly keys: readonly JsonObject[];
  readonly compact?: string;
  readonly general?: JsonObject;
}

const [testFolder = ''] = process.argv.slice(2);
const readJson = (name: string) => JSON.parse(readFileSync(join(testFolder, 'vectors', name), 'utf8'));
const entries = async (bytes: Uint8Array) => (await readKeyStore(bytes, {})).entries;

const opened: Record<string, string> = {};
for (const { section, keys, compact, general } of readJson('rfc7520.json').encryptions as Published[]) {
  const jwe = [];
  for (const jwk of keys) {
    jwe.push(...(await jweKeysOf(await entries(Buffer.from(JSON.stringify(jwk))), 'decrypt')));
  }
  const token = compact ?? JSON.stringify(general);
  const outcome = decryptToken(token, jwe).then(({ plaintext = '' }) => plaintext);
  opened[section] = await outcome.catch((error: { code?: string }) => String(error.code));
}

const wrapped: Record<string, boolean> = {};
for (const [alg, bits] of Object.entries({
  A128KW: 128,
  A192KW: 192,
  A256KW: 256,
  'PBES2-HS512+A256KW': 96,
})) {
  const secret = new Uint8Array(bits / 8).fill(7);
  const entry = { alias: 'secret', kind: 'secret', chain: [], secret } as const;
  const [key] = await jweKeysOf([entry], 'decrypt');
  if (!key) continue;
  const { token } = await encryptToken(key, { alg, enc: 'A192CBC-HS384' }, Buffer.from('plain'));
  wrapped[alg] = (await decryptToken(token, [key])).plaintext === 'plain';
}

const signed: Record<string, unknown> = {};
for (const file of ['rsa-2048', 'rsa-pss', 'ec-p-256', 'ec-p-521', 'ed25519', 'rsa-1024']) {
  const [entry] = await entries(readFileSync(join(testFolder, `fixtures/pem/${file}.pkcs8.pem`)));
  if (!entry) continue;
  const key = await signingKeyOf(entry);
  const keys = await verificationKeysOf([entry]);
  for (const alg of ['RS256', 'PS256', 'PS384', 'PS512', 'ES256', 'ES512', 'EdDSA']) {
    const outcome = signToken(key, { alg }, { iss: 'me' }, { allowWeakKey: true }).then(
      async ({ token }) => (await verifyToken(token, keys, { at: 0 })).signature,
    );
    signed[`${file} ${alg}`] = await outcome.catch((error: { code?: string }) => error.code);
  }
}

const lacking = (await listAlgorithms()).filter(({ supported }) => !supported).map(({ name }) => name);
process.stdout.write(JSON.stringify({ opened, wrapped, signed, lacking }));
