// Layout of the certificate (RFC 5280 section 4.1) as keytool makes it:
//
//   TBSCertificate   SEQUENCE { [0] version 2, serialNumber of 64 bits, AlgorithmIdentifier, issuer, validity, subject,
//                               SubjectPublicKeyInfo, [3] extensions: the key identifier and those of -ext }

import { generateKeyPair, type KeyPairKeyObjectResult, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { readAsn1, tags } from '../../core/asn1/asn1.ts';
import { der, derContext, derInteger, derSequence } from '../../core/asn1/der.ts';
import { parseCertificate } from '../../core/certificate/certificate-fields.ts';
import { layout, writeError } from '../support/output.ts';
import { javaKey } from './java-algorithms.ts';
import { javaDname } from './java-dname.ts';
import { javaName } from './java-name.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure, KeytoolError } from './keytool-error.ts';
import { entryOf, openStore, warnOfFormat } from './open-store.ts';
import { protectKey } from './protect-key.ts';
import { text } from './read-arguments.ts';
import { ask, readPassword } from './read-password.ts';
import { recoverKey } from './recover-key.ts';
import { saveStore } from './save-store.ts';
import { defaultSignature, signatureAlgorithm, signDer } from './sign-der.ts';
import { v3Extensions } from './v3-extensions.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { chainWeaknesses } from './weakness.ts';

const generate = promisify(generateKeyPair);

/** `keytool -genkeypair`, also `-genkey`: a key pair and its self-signed certificate, or one that another entry signs. */
export async function genKeyPair(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const validity = numberOf(text(given.validity) ?? '90');
  if (validity <= 0) throw failure('Validity must be greater than zero');
  const keyPassword = text(given.keypass);
  if (keyPassword !== undefined && keyPassword.length < 6)
    throw failure('Key password must be at least 6 characters');
  const alias = text(given.alias) ?? 'mykey';
  const store = await openStore(given, 'create');
  if (keyPassword !== undefined && keyPassword !== store.password && store.format === 'pkcs12') {
    writeError(
      layout`Warning:  Different store and key passwords not supported for PKCS12 KeyStores. Ignoring user-specified -keypass value.\n`,
    );
  }
  const wanted = wantedKey(given, warnings);
  if (entryOf(store, alias)) throw failure(`Key pair not generated, alias <${alias}> already exists`);
  const signerAlias = text(given.signer);
  const signer =
    signerAlias === undefined
      ? undefined
      : await recoverKey(store, signerAlias, {
          ...(given.signerkeypass === undefined ? {} : { keypass: given.signerkeypass }),
        });
  const dname = text(given.dname);
  if (dname === undefined) warnings.print(true);
  const subject = dname === undefined ? await askName() : javaDname(dname);
  const pair = await makePair(wanted);
  const privateKey = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
  const publicKey = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }));
  const [signerLeaf] = signer?.entry.chain ?? [];
  const signingKey = signer?.privateKey ?? privateKey;
  const signature = signatureAlgorithm(text(given.sigalg) ?? (await defaultSignature(signingKey)));
  const start = startDate(text(given.startdate));
  const toBeSigned = derSequence(
    derContext(0, derInteger(2)),
    derInteger(randomBytes(8)),
    signature.identifier,
    signerLeaf === undefined ? subject : parseCertificate(signerLeaf).subject.bytes,
    derSequence(timeOf(start), timeOf(new Date(start.getTime() + validity * 86_400_000))),
    subject,
    publicKey,
    derContext(3, v3Extensions(publicKey, Array.isArray(given.ext) ? given.ext : [])),
  );
  const certificate = signDer(toBeSigned, signingKey, signature.name);
  const { display, bits = 0 } = javaKey(publicKey);
  const what =
    signerAlias === undefined
      ? `self-signed certificate (${signature.name})`
      : `a certificate (${signature.name}) issued by <${signerAlias}>`;
  writeError(
    layout`Generating ${(wanted.size ?? bits).toLocaleString('en-US')} bit ${display} key pair and ${what} with a validity of ${validity.toLocaleString('en-US')} days\n\tfor: ${javaName(readAsn1(subject))}\n`,
  );
  const own = keyPassword ?? (store.format === 'pkcs12' ? undefined : await askKeyPassword(alias));
  const chain = [certificate, ...(signer?.entry.chain ?? [])];
  warnings.add(...chainWeaknesses('The generated certificate', chain));
  const protectedKey =
    own !== undefined && store.format === 'jks' ? await protectKey(privateKey, own) : undefined;
  store.entries = [
    ...store.entries,
    {
      alias: alias.toLowerCase(),
      kind: 'key',
      created: new Date(),
      chain,
      privateKey,
      ...(protectedKey === undefined ? {} : { protectedKey }),
    },
  ];
  await saveStore(store, given, store.password ?? '');
  warnOfFormat(store, warnings);
}

interface WantedKey {
  readonly algorithm: string;
  readonly size: number | undefined;
  readonly group: string | undefined;
}

const defaultSizes: Readonly<Record<string, number>> = {
  EC: 256,
  RSA: 2048,
  DSA: 2048,
  EDDSA: 255,
  ED25519: 255,
  ED448: 448,
};
const groupOfSize: Readonly<Record<number, string>> = {
  256: 'secp256r1',
  384: 'secp384r1',
  521: 'secp521r1',
};

function wantedKey(given: KeytoolArguments, warnings: KeytoolWarnings): WantedKey {
  const algorithm = text(given.keyalg)?.toUpperCase();
  if (algorithm === undefined) throw failure('The -keyalg option must be specified.');
  const group = text(given.groupname);
  const size = text(given.keysize);
  if (group !== undefined && size !== undefined) throw failure('Cannot specify both -groupname and -keysize');
  if (group !== undefined) return { algorithm, size: undefined, group };
  const bits = size === undefined ? defaultSizes[algorithm] : numberOf(size);
  if (algorithm === 'EC' && size !== undefined) {
    warnings.add(
      `Specifying -keysize for generating EC keys is deprecated, please use "-groupname ${groupOfSize[bits ?? 0] ?? 'secp256r1'}" instead.`,
    );
  }
  return { algorithm, size: bits, group: undefined };
}

function numberOf(value: string): number {
  if (/^[+-]?\d{1,9}$/.test(value)) return Number(value);
  throw new KeytoolError('java.lang.NumberFormatException', `For input string: "${value}"`);
}

const curveNames: Readonly<Record<string, string>> = {
  SECP256R1: 'prime256v1',
  SECP384R1: 'secp384r1',
  SECP521R1: 'secp521r1',
};

/** Largest key that is made: a minute's work, and more than anybody verifies. */
const maxBits = 16_384;

async function makePair({ algorithm, size, group }: WantedKey): Promise<KeyPairKeyObjectResult> {
  const bits = size ?? 0;
  switch (algorithm) {
    case 'RSA':
      if (bits < 512 || bits > maxBits) throw badSize('RSA', bits);
      return generate('rsa', { modulusLength: bits });
    case 'DSA':
      if (bits < 512 || bits > 3072) throw badSize('DSA', bits);
      return generate('dsa', { modulusLength: bits, divisorLength: bits === 1024 ? 160 : 256 });
    case 'EC': {
      const curve = curveNames[(group ?? groupOfSize[bits] ?? '').toUpperCase()];
      if (curve === undefined) throw badSize('EC', group ?? bits);
      return generate('ec', { namedCurve: curve });
    }
    case 'EDDSA':
    case 'ED25519':
    case 'ED448':
      return (group ?? algorithm).toUpperCase() === 'ED448' || bits === 448
        ? generate('ed448')
        : generate('ed25519');
    default:
      throw new KeytoolError(
        'java.security.NoSuchAlgorithmException',
        `${algorithm} KeyPairGenerator not available`,
      );
  }
}

function badSize(algorithm: string, size: number | string): KeytoolError {
  return new KeytoolError(
    'java.lang.IllegalArgumentException',
    `${algorithm} key size not supported: ${size}`,
  );
}

/** RFC 5280 section 4.1.2.5: two digits for the year until 2049. */
function timeOf(date: Date): Uint8Array {
  const digits = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return date.getUTCFullYear() < 2050
    ? der(tags.utcTime, Buffer.from(digits.slice(2)))
    : der(tags.generalizedTime, Buffer.from(digits));
}

/** A JKS key can have a password of its own; nothing means the store's. */
async function askKeyPassword(alias: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const entered = await readPassword(
      layout`Enter key password for <${alias}>\n\t(RETURN if same as keystore password):  `,
    );
    if (entered === '') return undefined;
    if (entered.length < 6) writeError(layout`Key password is too short - must be at least 6 characters\n`);
    else if ((await readPassword('Re-enter new password: ')) === entered) return entered;
    else writeError(layout`They don't match. Try again\n`);
  }
  throw failure('Too many failures - key not added to keystore');
}

const questions = [
  ['CN', 'What is your first and last name?'],
  ['OU', 'What is the name of your organizational unit?'],
  ['O', 'What is the name of your organization?'],
  ['L', 'What is the name of your City or Locality?'],
  ['ST', 'What is the name of your State or Province?'],
  ['C', 'What is the two-letter country code for this unit?'],
] as const;

async function askName(): Promise<Uint8Array> {
  const answers = new Map<string, string>();
  for (let attempt = 0; attempt < 20; attempt += 1) {
    for (const [type, question] of questions) {
      const before = answers.get(type) ?? 'Unknown';
      answers.set(type, (await ask(layout`${question}\n  [${before}]:  `)) || before);
    }
    const parts = [...answers].map(([type, value]) => `${type}=${value.replace(/[",+;<>\\#=]/g, '\\$&')}`);
    const name = javaDname(parts.join(', '));
    const reply = await ask(layout`Is ${javaName(readAsn1(name))} correct?\n  [no]:  `);
    if (/^y(es)?$/i.test(reply ?? '')) {
      writeError(layout`\n`);
      return name;
    }
  }
  throw failure('Too many retries, program terminated');
}

const units = { y: 'FullYear', m: 'Month', d: 'Date', H: 'Hours', M: 'Minutes', S: 'Seconds' } as const;

/** `-startdate`: steps from now (`-1d+2H`), or `yyyy/mm/dd`, `HH:MM:SS` or both, in the machine's time zone. */
function startDate(text: string | undefined): Date {
  const date = new Date();
  date.setMilliseconds(0);
  if (text === undefined) return date;
  if (/^([+-]\d{1,6}[ymdHMS])+$/.test(text)) {
    for (const [, sign, count, unit] of text.matchAll(/([+-])(\d+)([ymdHMS])/g)) {
      const name = units[unit as keyof typeof units];
      date[`set${name}`](date[`get${name}`]() + Number(`${sign}${count}`));
    }
    return date;
  }
  const match = /^(?:(\d{4})\/(\d\d)\/(\d\d))? ?(?:(\d\d):(\d\d):(\d\d))?$/.exec(text);
  if (match === null || ![8, 10, 19].includes(text.length))
    throw new KeytoolError('java.io.IOException', 'Illegal startdate value');
  const [, year, month, day, hour, minute, second] = match;
  if (year !== undefined) date.setFullYear(Number(year), Number(month) - 1, Number(day));
  if (hour !== undefined) date.setHours(Number(hour), Number(minute), Number(second), 0);
  return date;
}
