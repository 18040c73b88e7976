import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findSecrets, findSecretsInFiles, type Secret } from './find-secrets.ts';
import { scratchFolder } from './run-signet.ts';

const secret: Secret = { name: 'the secret', bytes: Buffer.from('pass/phrase+of "some" length?>') };
const text = Buffer.from(secret.bytes).toString();
const other: Secret = { name: 'another', bytes: Buffer.from('nowhere to be found') };

it.each([
  ['as it is', text],
  ['as UTF-16', Buffer.from(text, 'utf16le')],
  ['in hex', Buffer.from(text).toString('hex')],
  ['percent-encoded', encodeURIComponent(text)],
  ['in JSON', JSON.stringify({ text })],
  ['in base64', Buffer.from(text).toString('base64')],
  ['in base64, one byte on', Buffer.from(`a${text}bc`).toString('base64')],
  ['in base64url, two bytes on', Buffer.from(`ab${text}c`).toString('base64url')],
])('a secret is found %s', (_form, planted) => {
  const haystack = Buffer.concat([Buffer.from('before'), Buffer.from(planted), Buffer.from('after')]);
  expect(findSecrets(haystack, [other, secret])).toEqual(['the secret']);
  expect(findSecrets(Buffer.from('before and after'), [other, secret])).toEqual([]);
});

it('a planted secret is found in the one file that holds it', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'deep', 'down'), { recursive: true });
  writeFileSync(join(folder, 'clean.json'), '{}');
  expect(findSecretsInFiles(folder, [secret])).toEqual([]);
  const file = join(folder, 'deep', 'down', 'leak.log');
  writeFileSync(file, `sent ${text}\n`);
  expect(findSecretsInFiles(folder, [secret, other])).toEqual([`${file}: the secret`]);
});
