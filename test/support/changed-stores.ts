import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asn1, explicitValue, membersOf, octetsOf, readAsn1 } from '../../core/asn1/asn1.ts';
import { derContext, derOctets, derOid, derSequence } from '../../core/asn1/der.ts';
import { fixtures } from './run-signet.ts';

/** A store and what somebody without its password has made of it. */
export interface ChangedStore {
  readonly format: 'pkcs12' | 'jks' | 'jceks';
  readonly password: string;
  readonly whole: Uint8Array;
  readonly changed: Uint8Array;
  /** What it is called that the password cannot be told from the file: `wrong-password`. */
  readonly code: 'integrity-failed' | 'wrong-password';
}

const read = (path: string) => new Uint8Array(readFileSync(join(fixtures, path)));
const data = derOid('1.2.840.113549.1.7.1');

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const index = at < 0 ? bytes.length + at : at;
  return bytes.map((byte, i) => (i === index ? byte ^ 1 : byte));
}

function replaced(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes).indexOf(from);
  if (at < 0) throw new Error('the store does not hold these bytes');
  return Uint8Array.from([...bytes.subarray(0, at), ...to, ...bytes.subarray(at + from.length)]);
}

/** A certificate that nobody with the password has put there, as a bag. */
function certificateBag(): Uint8Array {
  const certificate = read('expected/wso2carbon.jks.wso2carbon.cer');
  return derSequence(
    derOid('1.2.840.113549.1.12.10.1.3'),
    derContext(0, derSequence(derOid('1.2.840.113549.1.9.22.1'), derContext(0, derOctets(certificate)))),
  );
}

const dataSafe = (contents: Uint8Array) => derSequence(data, derContext(0, derOctets(contents)));

/** The file with other safes, under the MAC that it had. */
function withSafes(file: Uint8Array, change: (safes: readonly Asn1[]) => readonly Uint8Array[]): Uint8Array {
  const [version, authSafe, macData] = membersOf(readAsn1(file));
  const [type, content] = membersOf(authSafe);
  const safes = membersOf(readAsn1(octetsOf(explicitValue(content, 0))));
  const contents = derSequence(...change(safes));
  return derSequence(
    version?.bytes ?? file,
    derSequence(type?.bytes ?? file, derContext(0, derOctets(contents))),
    macData?.bytes ?? file,
  );
}

function macOf(file: Uint8Array) {
  const [, , macData] = membersOf(readAsn1(file));
  const [digestInfo, salt, iterations] = membersOf(macData);
  const [, mac] = membersOf(digestInfo);
  if (!mac || !salt || !iterations) throw new Error('the file has no MAC with iterations');
  return { mac, salt, iterations };
}

/** Changes made to a PKCS#12 file. */
const pkcs12Changes: Readonly<Record<string, (file: Uint8Array) => Uint8Array>> = {
  'a bit of the MAC': (file) => {
    const { mac } = macOf(file);
    return replaced(file, mac.bytes, flipped(mac.bytes, -1));
  },
  'a bit of its salt': (file) => {
    const { salt } = macOf(file);
    return replaced(file, salt.bytes, flipped(salt.bytes, -1));
  },
  'its iterations': (file) => {
    const { iterations } = macOf(file);
    const at = file.length - iterations.bytes.length;
    return Uint8Array.from([...file.subarray(0, at), ...flipped(iterations.bytes, -1)]);
  },
  'a safe appended': (file) =>
    withSafes(file, (safes) => [...safes.map(({ bytes }) => bytes), dataSafe(derSequence(certificateBag()))]),
  'an entry appended to an open safe': (file) =>
    withSafes(file, (safes) =>
      safes.map((safe) => {
        const [type, content] = membersOf(safe);
        if (Buffer.compare(type?.bytes ?? data, data) !== 0) return safe.bytes;
        const bags = membersOf(readAsn1(octetsOf(explicitValue(content, 0))));
        return dataSafe(derSequence(...bags.map(({ bytes }) => bytes), certificateBag()));
      }),
    ),
  'the certificates taken out': (file) =>
    withSafes(file, (safes) => safes.slice(-1).map(({ bytes }) => bytes)),
};

function changedPkcs12(path: string, password = 'changeit', code: ChangedStore['code'] = 'integrity-failed') {
  const whole = read(path);
  return Object.entries(pkcs12Changes).map(([name, change]): [string, ChangedStore] => [
    `${path.split('/').at(-1)}, ${name}`,
    { format: 'pkcs12', password, whole, changed: change(whole), code },
  ]);
}

/** Where in a JKS or JCEKS file a text stands. */
const at = (file: Uint8Array, text: string) => {
  const index = Buffer.from(file).indexOf(text);
  if (index < 0) throw new Error(`the store does not hold ${text}`);
  return index;
};

const jksChanges: Readonly<Record<string, (file: Uint8Array) => Uint8Array>> = {
  'a bit of the digest': (file) => flipped(file, -1),
  'the date of its first entry': (file) => flipped(file, 12 + 4 + 2 + (file[17] ?? 0) + 7),
  'a trusted certificate appended': (file) => {
    const der = read('expected/wso2carbon.jks.wso2carbon.cer');
    const short = (text: string) => Buffer.from([0, text.length, ...Buffer.from(text)]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(der.length);
    const entry = Buffer.concat([
      Buffer.of(0, 0, 0, 2),
      short('mallory'),
      Buffer.alloc(8),
      short('X.509'),
      length,
      der,
    ]);
    const more = Uint8Array.from([...file.subarray(0, -20), ...entry, ...file.subarray(-20)]);
    more[11] = (more[11] ?? 0) + 1;
    return more;
  },
};

function changedJks(
  path: string,
  format: 'jks' | 'jceks',
  password: string,
  code: ChangedStore['code'] = 'integrity-failed',
) {
  const whole = read(path);
  return Object.entries(jksChanges).map(([name, change]): [string, ChangedStore] => [
    `${path.split('/').at(-1)}, ${name}`,
    { format, password, whole, changed: change(whole), code },
  ]);
}

/** One bit of a certificate that stands in the file as it is. */
function changedCertificate(path: string, format: 'jks' | 'jceks', password: string): [string, ChangedStore] {
  const whole = read(path);
  return [
    `${path.split('/').at(-1)}, a bit of a certificate`,
    { format, password, whole, changed: flipped(whole, at(whole, 'X.509') + 200), code: 'integrity-failed' },
  ];
}

/** Stores that were changed without their passwords, by what was done to them. */
export const changedStores: ReadonlyMap<string, ChangedStore> = new Map([
  ...changedPkcs12('keystores/openssl.p12'),
  ...changedPkcs12('keystores/openssl-3des.p12'),
  ...changedPkcs12('keystores/openssl-sha512-mac.p12'),
  ...changedPkcs12('keystores/keytool-3des.p12', 'wso2carbon'),
  ...changedPkcs12('keystores/wso2carbon.p12', 'wso2carbon'),
  ...changedPkcs12('keystores/openssl-plain-certificates.p12'),
  // Nothing in it is encrypted: nothing speaks for the password.
  ...changedPkcs12('stores/all-open.p12', 'changeit', 'wrong-password'),
  ...changedJks('keystores/wso2carbon.jks', 'jks', 'wso2carbon'),
  ...changedJks('keystores/wso2carbon.jceks', 'jceks', 'wso2carbon'),
  ...changedJks('keystores/secret.jceks', 'jceks', 'changeit'),
  ...changedJks('keystores/several.jks', 'jks', 'changeit'),
  changedCertificate('keystores/wso2carbon.jks', 'jks', 'wso2carbon'),
  changedCertificate('keystores/wso2carbon.jceks', 'jceks', 'wso2carbon'),
]);
