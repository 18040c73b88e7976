import type { KeytoolOption } from './keytool-command.ts';

// keytool's options with the words of its help. `file` is what a command reads or what it writes.

const table = {
  alias: ['alias', 'alias name of the entry to process'],
  cacerts: [undefined, 'access the cacerts keystore'],
  destalias: ['alias', 'destination alias'],
  destkeypass: ['arg', 'destination key password'],
  destkeystore: ['keystore', 'destination keystore name'],
  destprotected: [undefined, 'destination keystore password protected'],
  destprovidername: ['name', 'destination keystore provider name'],
  deststorepass: ['arg', 'destination keystore password'],
  deststoretype: ['type', 'destination keystore type'],
  dname: ['name', 'distinguished name'],
  ext: ['value', 'X.509 extension'],
  file: ['file', 'input file name'],
  groupname: ['name', 'Group name. For example, an Elliptic Curve name.'],
  jarfile: ['file', 'signed jar file'],
  keyalg: ['alg', 'key algorithm name'],
  keypass: ['arg', 'key password'],
  keysize: ['size', 'key bit size'],
  keystore: ['keystore', 'keystore name'],
  new: ['arg', 'new password'],
  noprompt: [undefined, 'do not prompt'],
  protected: [undefined, 'password through protected mechanism'],
  rfc: [undefined, 'output in RFC style'],
  sigalg: ['alg', 'signature algorithm name'],
  signer: ['alias', 'signer alias'],
  signerkeypass: ['arg', 'signer key password'],
  srcalias: ['alias', 'source alias'],
  srckeypass: ['arg', 'source key password'],
  srckeystore: ['keystore', 'source keystore name'],
  srcprotected: [undefined, 'source keystore password protected'],
  srcprovidername: ['name', 'source keystore provider name'],
  srcstorepass: ['arg', 'source keystore password'],
  srcstoretype: ['type', 'source keystore type'],
  sslserver: ['server[:port]', 'SSL server host and port'],
  startdate: ['date', 'certificate validity start date/time'],
  storepass: ['arg', 'keystore password'],
  storetype: ['type', 'keystore type'],
  trustcacerts: [undefined, 'trust certificates from cacerts'],
  v: [undefined, 'verbose output'],
  validity: ['days', 'validity number of days'],
  addprovider: ['name', 'add security provider by name (e.g. SunPKCS11)'],
  providerclass: ['class', 'add security provider by fully-qualified class name'],
  providername: ['name', 'provider name'],
  providerpath: ['list', 'provider classpath'],
} as const satisfies Readonly<Record<string, readonly [string | undefined, string]>>;

export type OptionName = keyof typeof table;

/** Options by name, for a command's help. */
export function options(...names: readonly OptionName[]): KeytoolOption[] {
  return names.map(option);
}

/** The file that a command writes. */
export const outputFile: KeytoolOption = { name: 'file', argument: 'file', help: 'output file name' };

function option(name: OptionName): KeytoolOption {
  const [argument, help] = table[name];
  return { name, help, ...(argument === undefined ? {} : { argument }) };
}

/** Names that stand for another option, and options that no help mentions. */
const otherNames: Readonly<Record<string, OptionName>> = {
  dest: 'destalias',
  provider: 'providerclass',
};

/** What keytool keeps in one place: the destination of an import is its key store. */
const sameAs: Readonly<Record<string, OptionName>> = {
  destkeystore: 'keystore',
  deststorepass: 'storepass',
  deststoretype: 'storetype',
  destprotected: 'protected',
  destprovidername: 'providername',
  srcalias: 'alias',
};

export interface FoundOption {
  /** The name under which the argument is kept. */
  readonly name: string;
  readonly takesArgument: boolean;
  readonly repeatable: boolean;
}

const flags: readonly string[] = ['nowarn', 'debug'];
const withArgument: readonly string[] = ['providerarg', 'conf'];
const repeatable: readonly string[] = ['ext', 'provider', 'addprovider', 'providerclass', 'providerarg'];

/** Any option of keytool's, in lower case and without its dash; whatever command it is for. */
export function findOption(given: string): FoundOption | undefined {
  const name = otherNames[given] ?? given;
  const [argument] = Object.hasOwn(table, name) ? table[name as OptionName] : [undefined];
  if (!Object.hasOwn(table, name) && !flags.includes(name) && !withArgument.includes(name)) return undefined;
  return {
    name: sameAs[name] ?? name,
    takesArgument: argument !== undefined || withArgument.includes(name),
    repeatable: repeatable.includes(given),
  };
}
