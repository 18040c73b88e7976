// Layout of the file: JSON, a line for each slot and each entry so that damage to one leaves the others readable, and
// two sums, each over every byte before it. docs/vault-format.md has the whole.

import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { parseVaultDocument, type VaultDocument, vaultVersion } from './vault-document.ts';

export interface VaultText {
  readonly document: VaultDocument;
  /** Whether the bytes are as they were written. Anybody can compute this sum: it finds accidents. */
  readonly intact: boolean;
  /** Whether a holder of the data key wrote these bytes. */
  isAuthentic(dataKey: Uint8Array): boolean;
}

export function formatVault(document: VaultDocument, dataKey: Uint8Array): Buffer {
  const { format, revision, key, slots, entries } = document;
  const members = [
    `"format": ${JSON.stringify(format)}`,
    `"version": ${vaultVersion}`,
    `"revision": ${revision}`,
    `"key": ${JSON.stringify(key)}`,
    `"slots": ${lines(slots)}`,
    `"entries": ${lines(entries)}`,
  ];
  const body = Buffer.from(`{\n${members.join(',\n')},\n`);
  const authentic = Buffer.concat([body, Buffer.from(macLine(macOf(body, dataKey)))]);
  return Buffer.concat([authentic, Buffer.from(lastLines(digestOf(authentic)))]);
}

function lines(items: readonly object[]): string {
  return items.length === 0 ? '[]' : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
}

const macLine = (mac: string) => `"mac": "${mac}",\n`;
const lastLines = (sha256: string) => `"sha256": "${sha256}"\n}\n`;
const sumsPattern = /^"mac": "([\w+/]{43}=)",\n"sha256": "([\w+/]{43}=)"\n\}\n$/;
const lastLength = lastLines('x'.repeat(44)).length;
const sumsLength = macLine('x'.repeat(44)).length + lastLength;

/** @throws SignetError `vault-damaged`, `vault-newer` */
export function readVaultText(bytes: Buffer): VaultText {
  const document = parseVaultDocument(bytes.toString('utf8'));
  // Format 1 has no sums.
  if (document.version === 1) return { document, intact: true, isAuthentic: () => true };
  const body = bytes.subarray(0, -sumsLength);
  const [, mac = '', sha256 = ''] = sumsPattern.exec(bytes.subarray(-sumsLength).toString('latin1')) ?? [];
  // What a key has proved once stays proved: the window asks often, and these may be megabytes.
  let proved = false;
  return {
    document,
    intact: sha256 === digestOf(bytes.subarray(0, -lastLength)),
    isAuthentic(dataKey) {
      proved ||= isSame(mac, macOf(body, dataKey));
      return proved;
    },
  };
}

function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64');
}

function macOf(body: Uint8Array, dataKey: Uint8Array): string {
  const key = Buffer.from(hkdfSync('sha256', dataKey, '', 'signet-vault mac', 32));
  const mac = createHmac('sha256', key).update(body).digest('base64');
  key.fill(0);
  return mac;
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
