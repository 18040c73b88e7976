import type { ProtectedEntry } from '../../core/keystore/write/write-jks.ts';
import { inLines, layout, type TerminalText, writeOut } from '../support/output.ts';
import { javaDay } from './java-date.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure, KeytoolUsage } from './keytool-error.ts';
import { entryOf, openStore, type StoreFormat, warnOfFormat } from './open-store.ts';
import { fingerprint, printCertificate } from './print-certificate.ts';
import { text } from './read-arguments.ts';
import { rfcStyle } from './rfc-style.ts';
import { type IsTrusted, trustOf } from './trust.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { certificateWeaknesses, chainWeaknesses } from './weakness.ts';

const providers: Readonly<Record<StoreFormat, string>> = { jks: 'SUN', jceks: 'SunJCE', pkcs12: 'SUN' };
const stars = '*******************************************';

/** `keytool -list`: the entries of a store, with `-v` or `-rfc` their certificates. */
export async function listEntries(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  if (given.v === true && given.rfc === true)
    throw new KeytoolUsage("Must not specify both -v and -rfc with 'list' command");
  const style = given.v === true ? 'verbose' : given.rfc === true ? 'rfc' : 'plain';
  const store = await openStore(given);
  const alias = text(given.alias);
  const isTrusted = trustOf(store.entries);
  if (alias !== undefined) {
    const entry = entryOf(store, alias);
    if (!entry) throw failure(`Alias <${alias}> does not exist`);
    writeOut(printEntry({ ...entry, alias }, style, isTrusted));
    warnings.add(...entryWeaknesses('The certificate', entry, style, isTrusted));
  } else {
    const count = store.entries.length;
    writeOut(
      layout`Keystore type: ${store.type}\nKeystore provider: ${providers[store.format]}\n\nYour keystore contains ${count.toLocaleString('en-US')} ${count === 1 ? 'entry' : 'entries'}\n\n`,
    );
    const sorted = store.entries.toSorted((one, other) => (one.alias < other.alias ? -1 : 1));
    for (const entry of sorted) {
      writeOut(printEntry(entry, style, isTrusted));
      if (style !== 'plain') writeOut(layout`\n\n${stars}\n${stars}\n\n\n`);
      warnings.add(...entryWeaknesses(`<${entry.alias}>`, entry, style, isTrusted));
    }
  }
  warnOfFormat(store, warnings);
}

type Style = 'plain' | 'verbose' | 'rfc';

const types: Readonly<Record<string, string>> = {
  key: 'PrivateKeyEntry',
  certificate: 'trustedCertEntry',
  secret: 'SecretKeyEntry',
};

function printEntry(
  { alias, kind, chain, created = new Date() }: ProtectedEntry,
  style: Style,
  isTrusted: IsTrusted,
): TerminalText {
  const type = types[kind] ?? 'Unknown Entry Type';
  const [leaf] = chain;
  if (style === 'plain') {
    const print = leaf && `Certificate fingerprint (SHA-256): ${fingerprint('sha256', leaf)}\n`;
    const end = kind === 'key' ? (print ?? 'Certificate chain length: 0\n') : (print ?? '');
    return layout`${alias}, ${javaDay(created)}, ${type}, \n${inLines(end)}`;
  }
  const head = layout`Alias name: ${alias}\nCreation date: ${javaDay(created)}\nEntry type: ${type}\n`;
  const certificate = (der: Uint8Array) =>
    inLines(style === 'verbose' ? printCertificate(der, isTrusted) : rfcStyle('CERTIFICATE', der));
  if (kind === 'certificate') return layout`${head}\n${leaf ? certificate(leaf) : ''}`;
  if (kind !== 'key') return head;
  return chain.reduce(
    (above, der, i) => layout`${above}Certificate[${i + 1}]:\n${certificate(der)}`,
    layout`${head}Certificate chain length: ${chain.length}\n`,
  );
}

function entryWeaknesses(
  label: string,
  { kind, chain }: ProtectedEntry,
  style: Style,
  isTrusted: IsTrusted,
): string[] {
  if (kind === 'key' && style === 'plain') return chainWeaknesses(label, chain, isTrusted);
  return chain.flatMap((der) => certificateWeaknesses(label, der, isTrusted));
}
