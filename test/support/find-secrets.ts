import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret to look for: what it is called in a report, and its bytes. */
export interface Secret {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Names of the secrets that stand in these bytes, as they are or in a form in which bytes are written down. */
export function findSecrets(haystack: Uint8Array, secrets: readonly Secret[]): readonly string[] {
  const bytes = Buffer.from(haystack.buffer, haystack.byteOffset, haystack.length);
  return secrets
    .filter((secret) => formsOf(secret.bytes).some((form) => bytes.includes(form)))
    .map(({ name }) => name);
}

/** The secrets in the files below a folder: `path: secret`. */
export function findSecretsInFiles(folder: string, secrets: readonly Secret[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .flatMap((file) => findSecrets(readFileSync(file), secrets).map((name) => `${file}: ${name}`));
}

/** Raw, UTF-16, hex, percent-encoded, JSON-escaped, and base64 wherever in a longer text the bytes may begin. */
function formsOf(secret: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  const text = bytes.toString('latin1');
  const texts = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    ...base64Forms(bytes),
  ];
  return [
    bytes,
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
    ...texts.map((each) => Buffer.from(each)),
  ];
}

function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    // The characters at both ends depend on the neighbours.
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const sure = whole.slice(Math.ceil((before * 8) / 6), -1);
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
