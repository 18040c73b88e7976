import { ByteReader } from '../../asn1/byte-reader.ts';

/**
 * The private keys of a JKS store as they stand in the file, by alias: a store is written again without opening the
 * keys that have passwords of their own. jks.ts has the layout.
 * @param bytes a JKS store that was read before
 * Errors: `damaged-file`.
 */
export function readProtectedKeys(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  const reader = new ByteReader(bytes);
  reader.uint32();
  const version = reader.uint32();
  const skipCertificate = () => {
    if (version === 2) reader.javaText();
    reader.bytes(reader.uint32());
  };
  for (let left = reader.uint32(); left > 0; left -= 1) {
    const isKey = reader.uint32() === 1;
    const alias = reader.javaText();
    reader.int64();
    if (isKey) keys.set(alias, reader.bytes(reader.uint32()));
    for (let certificates = isKey ? reader.uint32() : 1; certificates > 0; certificates -= 1)
      skipCertificate();
  }
  return keys;
}
