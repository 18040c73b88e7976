import { type ChildProcess, spawn } from 'node:child_process';
import { createSecretKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createVault } from '../../../core/vault/vault.ts';
import { bundle } from '../../support/bundle.ts';
import { type KeyUse, keyUses } from './key-uses.ts';
import { cheapVaultPorts } from './save-loop-facts.ts';

const missing = process.platform === 'linux' ? undefined : 'no /proc to read another process from';
if (missing) console.log(`skipped: keys in memory: ${missing}`);

const passphrase = 'the passphrase of this vault';
const scratch = mkdtempSync(join(tmpdir(), 'signet-memory-'));
let script: string;
beforeAll(async () => {
  if (!missing) script = await bundle(join(import.meta.dirname, 'key-use-child.ts'), scratch);
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * A key's secret numbers, as bytes and in the forms in which a JWK writes them. Of an Ed25519 key, with what stands before it
 * in PKCS#8: the bare 32 bytes are OpenSSL's own, which frees some of its copies as they are.
 */
function needlesOf(name: string, key: KeyObject): readonly Needle[] {
  const jwk = key.export({ format: 'jwk' }) as Readonly<Record<string, string>>;
  const pem = key.type === 'secret' ? '' : key.export({ format: 'pem', type: 'pkcs8' }).toString();
  // Of an RSA key, a line in the middle; an EC key has its number at the end of the first, an Ed25519 key only one.
  const line = pem.split('\n')[jwk.kty === 'RSA' ? 10 : 1]?.slice(-22);
  const inPem = line ? [{ name: `${name} in PEM`, bytes: Buffer.from(line) }] : [];
  const members = ['d', 'p', 'q', 'k'].flatMap((member) => {
    const text = jwk[member];
    if (text === undefined) return [];
    const number = Buffer.from(text, 'base64url');
    const bytes = jwk.kty === 'OKP' ? Buffer.concat([Buffer.of(4, 32), number]) : number.subarray(4, 28);
    return [
      { name: `${name}.${member}`, bytes },
      { name: `${name}.${member} in a JWK`, bytes: Buffer.from(text.slice(0, 24)) },
    ];
  });
  return [...members, ...inPem];
}

/** How often each stands in the memory that the process can write to. */
function countIn(pid: number, needles: readonly Needle[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    if (from === '') continue;
    const length = Number.parseInt(to, 16) - Number.parseInt(from, 16);
    const bytes = Buffer.alloc(length);
    try {
      readSync(memory, bytes, 0, length, Number.parseInt(from, 16));
    } catch {
      continue;
    }
    for (const { name, bytes: needle } of needles)
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
        found[name] = (found[name] ?? 0) + 1;
  }
  closeSync(memory);
  return found;
}

/** Uses keys in a process of its own, which waits then. */
async function useKeys(use: KeyUse) {
  const home = mkdtempSync(join(scratch, 'home-'));
  const vault = createVault(join(home, 'vault.json'), cheapVaultPorts);
  const pairs = {
    rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ec: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
    ed: generateKeyPairSync('ed25519'),
  };
  const hmac = randomBytes(32);
  await vault.create({ passphrase });
  for (const [name, { privateKey, publicKey }] of Object.entries(pairs)) {
    await vault.add({
      name,
      kind: 'key',
      chain: [],
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      secret: privateKey.export({ format: 'der', type: 'pkcs8' }),
    });
  }
  await vault.add({ name: 'hmac', kind: 'secret', chain: [], bits: 256, secret: hmac });
  const needles = [
    ...Object.entries(pairs).flatMap(([name, { privateKey }]) => needlesOf(name, privateKey)),
    ...needlesOf('hmac', createSecretKey(hmac)),
    { name: 'passphrase', bytes: Buffer.from(passphrase) },
  ];

  const child: ChildProcess = spawn(process.execPath, ['--expose-gc', script, home, passphrase, use], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('unlocked');
  const pid = child.pid ?? 0;
  return {
    count: () => countIn(pid, needles),
    async lock() {
      child.stdin?.write('lock\n');
      expect((await lines.next()).value).toBe('locked');
    },
  };
}

it.skipIf(missing).each(keyUses)('a key that was used eight times is not left in memory: %s', async (use) => {
  const { count, lock } = await useKeys(use);
  // What is looked for is found where it is: JavaScript holds a text until it forgets it by itself.
  expect(count()).toHaveProperty('passphrase');
  await lock();
  // OpenSSL frees one or the other of its own copies as it is: traces of the last uses may be there, until that memory is
  // needed for something else. A copy that Signet leaves is there once for each of the eight.
  const left = () => Object.entries(count()).filter(([name, times]) => name !== 'passphrase' && times > 3);
  await expect.poll(left, { timeout: 5000 }).toEqual([]);
});
