import { SignetError } from '../../shared/base/signet-error.ts';
import type { ExportedFile } from '../../shared/contract/certificate.ts';
import type { Services } from '../../shared/contract/contract.ts';
import { armour } from '../asn1/armour.ts';
import type { KeyStore } from '../key/key-store.ts';
import type { OpenStores } from '../keystore/open-stores.ts';
import type { Sources } from '../vault/sources.ts';
import type { Vault } from '../vault/vault.ts';

/** A store with more entries is not searched for the issuers of one: it is a list of roots. */
const mostSearched = 1000;

/** Certificates, as the contract describes it. */
export function createCertificateService(
  sources: Sources,
  vault: Vault,
  stores: OpenStores,
): Services['certificate'] {
  return {
    async export({ source, format, chain = false }) {
      const [{ exportCertificate }, { serverCommands }, { entry, origin }] = await Promise.all([
        import('../certificate/export-certificate.ts'),
        import('../certificate/server-commands.ts'),
        sources.find(source),
      ]);
      const { bytes, ...exported } = await exportCertificate(entry, {
        format,
        chain,
        ...(origin ? { origin } : {}),
      });
      const server = 'store' in source ? stores.find(source.store).server : undefined;
      const { filename: out } = exported;
      const commands = server ? serverCommands({ ...server, format, chain, out }) : exported.commands;
      return { ...exported, commands, bytes: bytes.length, base64: base64(bytes) };
    },

    async describe({ source }) {
      const [{ describeChain }, { entry }] = await Promise.all([
        import('../certificate/describe-chain.ts'),
        sources.find(source),
      ]);
      const [leaf] = entry.chain;
      const others = 'store' in source ? stores.find(source.store).contents.entries : [];
      const also = others.length > mostSearched ? [] : others.flatMap(({ chain }) => chain);
      return describeChain(entry.chain, { also, ...(leaf === undefined ? {} : { leaf }) });
    },

    async fetch({ server, timeoutSeconds }, { signal }) {
      const [{ fetchCertificates, parseServerAddress }, { listStore }] = await Promise.all([
        import('../http/fetch-certificate.ts'),
        import('../keystore/list-store.ts'),
      ]);
      const address = parseServerAddress(server);
      if (address === undefined) throw noServer(server);
      const fetched = await fetchCertificates(address, {
        signal,
        ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      });
      const pem = fetched.certificates.map((der) => armour('CERTIFICATE', der)).join('');
      const name = `${address.host}:${address.port}`;
      const contents: KeyStore = {
        format: 'pem',
        integrity: 'unchecked',
        entries: [{ alias: address.host, kind: 'certificate', chain: fetched.certificates }],
      };
      const bytes = new TextEncoder().encode(pem);
      const listing = await listStore(contents);
      const store = stores.keep({ name, bytes, passwords: {}, contents, listing, server: address });
      return { ...listing, store, name, server: fetched.server };
    },

    async request({ entry, ...asked }) {
      const [{ requestCertificate }, { name, privateKey }] = await Promise.all([
        import('../certificate/request-certificate.ts'),
        revealKey(vault, entry),
      ]);
      const der = await requestCertificate({ privateKey, ...asked }).finally(() => privateKey.fill(0));
      const pem = armour('CERTIFICATE REQUEST', der);
      return requestFile(name, pem);
    },

    async create({ entry, ...asked }) {
      const [{ selfSign }, { describeRecord }, { privateKey }] = await Promise.all([
        import('../certificate/self-sign.ts'),
        import('../vault/describe-record.ts'),
        revealKey(vault, entry),
      ]);
      const der = await selfSign({ privateKey, ...asked }).finally(() => privateKey.fill(0));
      return describeRecord(await vault.setChain(entry, [base64(der)]));
    },

    async attach({ entry, source }) {
      const [{ requireSameKey }, { describeRecord }, { entry: given }, record] = await Promise.all([
        import('../vault/require-same-key.ts'),
        import('../vault/describe-record.ts'),
        sources.find(source),
        vault.find(entry),
      ]);
      requireSameKey(given, record);
      return describeRecord(await vault.setChain(entry, given.chain.map(base64)));
    },
  };
}

async function revealKey(vault: Vault, id: string): Promise<{ name: string; privateKey: Uint8Array }> {
  const { name, kind } = await vault.find(id);
  if (kind === 'key') return { name, privateKey: await vault.reveal(id) };
  throw new SignetError('key-type-mismatch', `${name} holds no private key`, {
    hint: 'choose an RSA, EC or Ed25519 key',
  });
}

async function requestFile(name: string, pem: string): Promise<ExportedFile> {
  const { createHash } = await import('node:crypto');
  const { safeFileName } = await import('../certificate/export-certificate.ts');
  const bytes = Buffer.from(pem);
  return {
    filename: `${safeFileName(name)}.csr`,
    mediaType: 'application/pkcs10',
    base64: base64(bytes),
    text: pem,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    commands: [],
  };
}

function noServer(text: string): SignetError {
  return new SignetError('invalid-input', `${JSON.stringify(text.slice(0, 100))} is no server`, {
    hint: 'write it like example.com:443',
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}
