import type { ProtectedEntry } from '../../core/keystore/write/write-jks.ts';
import { inLines, layout, writeError, writeOut } from '../support/output.ts';
import { establishChain, findSigner, orderReply } from './certificate-reply.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure } from './keytool-error.ts';
import {
  cacertsFile,
  entryOf,
  type KeytoolStore,
  loadStore,
  openStore,
  readStoreFile,
  warnOfFormat,
} from './open-store.ts';
import { printCertificate } from './print-certificate.ts';
import { text } from './read-arguments.ts';
import { readCertificates, readInput } from './read-certificates.ts';
import { askYesNo } from './read-password.ts';
import { saveStore } from './save-store.ts';
import { trustOf } from './trust.ts';
import { isSelfSigned, sameBytes, samePublicKey } from './verify-signature.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { certificateWeaknesses, chainWeaknesses } from './weakness.ts';

/** `keytool -importcert`, also `-import`: a certificate to trust, or the reply of an authority to a request. */
export async function importCert(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const alias = text(given.alias) ?? 'mykey';
  const store = await openStore(given, 'create');
  const task: Task = { given, warnings, store, alias };
  const entry = entryOf(store, alias);
  const isReply = entry?.kind === 'key';
  const done = isReply ? await installReply(task, entry) : await addTrusted(task);
  const what = isReply ? 'Certificate reply was' : 'Certificate was';
  const how = isReply ? 'installed in' : 'added to';
  writeError(layout`${what} ${done ? '' : 'not '}${how} keystore\n`);
  if (done) await saveStore(store, given, store.password ?? '');
  warnOfFormat(store, warnings);
}

interface Task {
  readonly given: KeytoolArguments;
  readonly warnings: KeytoolWarnings;
  readonly store: KeytoolStore;
  readonly alias: string;
}

async function addTrusted({ given, warnings, store, alias }: Task): Promise<boolean> {
  if (entryOf(store, alias)) throw failure(`Certificate not imported, alias <${alias}> already exists`);
  const [certificate] = readCertificates(await readInput(text(given.file))) ?? [];
  if (certificate === undefined) throw failure('Input not an X.509 certificate');
  const add = () => {
    const entry = { kind: 'certificate', chain: [certificate], created: new Date() } as const;
    // A PKCS#12 keeps the name of a trusted certificate as it was typed.
    const name = store.format === 'pkcs12' ? alias : alias.toLowerCase();
    store.entries = [...store.entries, { alias: name, ...entry }];
    return true;
  };
  const isTrusted = trustOf(store.entries);
  const weak = () => warnings.add(...certificateWeaknesses('The input', certificate, isTrusted));
  if (given.noprompt === true) {
    weak();
    return add();
  }
  const known = store.entries.find(({ chain: [first] }) => first && sameBytes(first, certificate));
  if (known) {
    writeError(layout`Certificate already exists in keystore under alias <${known.alias}>\n`);
    weak();
    warnings.print(true);
    return (await askYesNo('Do you still want to add it? [no]:  ')) && add();
  }
  const authorities = given.trustcacerts === true ? await readCacerts() : [];
  if (isSelfSigned(certificate)) {
    const system = authorities.find(({ chain: [first] }) => first && sameBytes(first, certificate));
    if (system) {
      writeError(
        layout`Certificate already exists in system-wide CA keystore under alias <${system.alias}>\n`,
      );
      weak();
      warnings.print(true);
      return (await askYesNo('Do you still want to add it to your own keystore? [no]:  ')) && add();
    }
  } else if (establishChain(certificate, [...store.entries, ...authorities], warnings)) return add();
  writeOut(inLines(printCertificate(certificate)));
  weak();
  warnings.print(true);
  return (await askYesNo('Trust this certificate? [no]:  ')) && add();
}

/** What `-trustcacerts` trusts besides the store: nothing where there is no Java. */
async function readCacerts(): Promise<readonly ProtectedEntry[]> {
  const file = cacertsFile();
  const bytes = await readStoreFile(file);
  return bytes === undefined ? [] : (await loadStore(file, bytes, undefined, { keys: 'leave' })).entries;
}

async function installReply(task: Task, entry: ProtectedEntry): Promise<boolean> {
  const { given, warnings, store, alias } = task;
  const [own] = entry.chain;
  if (own === undefined) throw failure(`${alias} has no public key (certificate)`);
  const reply = readCertificates(await readInput(text(given.file)));
  const [first, second] = reply ?? [];
  const authorities = given.trustcacerts === true ? await readCacerts() : [];
  if (reply === undefined || first === undefined) throw failure('Reply has no certificates');
  const chain =
    second === undefined
      ? establishReply(own, first, [...store.entries, ...authorities], warnings)
      : await acceptReply(task, orderReply(alias, own, reply), reply, authorities);
  if (chain === undefined) return false;
  store.entries = store.entries.map((each) =>
    each === entry ? { ...entry, chain, created: new Date() } : each,
  );
  return true;
}

function establishReply(
  own: Uint8Array,
  reply: Uint8Array,
  trusted: readonly ProtectedEntry[],
  warnings: KeytoolWarnings,
): Uint8Array[] {
  if (!samePublicKey(own, reply)) throw failure("Public keys in reply and keystore don't match");
  if (sameBytes(own, reply)) throw failure('Certificate reply and certificate in keystore are identical');
  const chain = establishChain(reply, trusted, warnings);
  if (chain === undefined) throw failure('Failed to establish chain from reply');
  return chain;
}

async function acceptReply(
  { given, warnings, store }: Task,
  chain: Uint8Array[],
  reply: readonly Uint8Array[],
  authorities: readonly ProtectedEntry[],
): Promise<Uint8Array[] | undefined> {
  warnings.add(...chainWeaknesses('Reply', reply));
  const top = chain.at(-1);
  if (given.noprompt === true || top === undefined) return chain;
  const root = findSigner(top, [...store.entries, ...authorities]);
  if (root !== undefined) {
    if (sameBytes(root.certificate, top)) return chain;
    warnings.add(...certificateWeaknesses(`Issuer <${root.alias}>`, root.certificate));
    return [...chain, root.certificate];
  }
  writeError(layout`\nTop-level certificate in reply:\n\n`);
  writeOut(inLines(printCertificate(top)));
  writeError(layout`\n... is not trusted. `);
  warnings.print(true);
  return (await askYesNo('Install reply anyway? [no]:  ')) ? chain : undefined;
}
