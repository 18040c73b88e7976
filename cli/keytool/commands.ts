import type { KeytoolCommand, KeytoolOption } from './keytool-command.ts';
import { options, outputFile } from './options.ts';

// One file per command, loaded when it is called.

const provider = ['addprovider', 'providerclass', 'providerpath'] as const;
const store = ['keystore', 'cacerts', 'storepass', 'storetype', 'providername', ...provider, 'v'] as const;

const withOutputFile = (list: readonly KeytoolOption[]) =>
  list.map((option) => (option.name === 'file' ? outputFile : option));

/** keytool's commands, in the order of its help. */
export const commands: readonly KeytoolCommand[] = [
  {
    name: 'certreq',
    aliases: [],
    title: 'Generates a certificate request',
    options: withOutputFile(
      options(
        ...(['alias', 'sigalg', 'file', 'keypass', 'keystore', 'dname', 'ext', 'storepass'] as const),
        ...(['storetype', 'providername', ...provider, 'v', 'protected'] as const),
      ),
    ),
    run: async (...given) => (await import('./cert-req.ts')).certReq(...given),
  },
  {
    name: 'changealias',
    aliases: [],
    title: "Changes an entry's alias",
    options: options('alias', 'destalias', 'keypass', ...store, 'protected'),
    run: async (...given) => (await import('./change-alias.ts')).changeAlias(...given),
  },
  {
    name: 'delete',
    aliases: [],
    title: 'Deletes an entry',
    options: options('alias', ...store, 'protected'),
    run: async (...given) => (await import('./delete-entry.ts')).deleteEntry(...given),
  },
  {
    name: 'exportcert',
    aliases: ['export'],
    title: 'Exports certificate',
    options: withOutputFile(options('rfc', 'alias', 'file', ...store, 'protected')),
    run: async (...given) => (await import('./export-cert.ts')).exportCert(...given),
  },
  {
    name: 'genkeypair',
    aliases: ['genkey'],
    title: 'Generates a key pair',
    options: options(
      ...(['alias', 'keyalg', 'keysize', 'groupname', 'sigalg', 'dname', 'startdate', 'ext'] as const),
      ...(['validity', 'keypass', 'keystore', 'signer', 'signerkeypass', 'storepass'] as const),
      ...(['storetype', 'providername', ...provider, 'v', 'protected'] as const),
    ),
    run: async (...given) => (await import('./gen-key-pair.ts')).genKeyPair(...given),
  },
  {
    name: 'importcert',
    aliases: ['import'],
    title: 'Imports a certificate or a certificate chain',
    options: options('noprompt', 'trustcacerts', 'protected', 'alias', 'file', 'keypass', ...store),
    run: async (...given) => (await import('./import-cert.ts')).importCert(...given),
  },
  {
    name: 'importkeystore',
    aliases: [],
    title: 'Imports one or all entries from another keystore',
    options: options(
      ...(['srckeystore', 'destkeystore', 'srcstoretype', 'deststoretype', 'srcstorepass'] as const),
      ...(['deststorepass', 'srcprotected', 'destprotected', 'srcprovidername'] as const),
      ...(['destprovidername', 'srcalias', 'destalias', 'srckeypass', 'destkeypass'] as const),
      ...(['noprompt', ...provider, 'v'] as const),
    ),
    run: async (...given) => (await import('./import-key-store.ts')).importKeyStore(...given),
  },
  {
    name: 'keypasswd',
    aliases: [],
    title: 'Changes the key password of an entry',
    options: options(
      ...(['alias', 'keypass', 'new', 'keystore', 'storepass', 'storetype', 'providername'] as const),
      ...([...provider, 'v'] as const),
    ),
    run: async (...given) => (await import('./key-passwd.ts')).keyPasswd(...given),
  },
  {
    name: 'list',
    aliases: [],
    title: 'Lists entries in a keystore',
    options: options('rfc', 'alias', ...store, 'protected'),
    run: async (...given) => (await import('./list-entries.ts')).listEntries(...given),
  },
  {
    name: 'printcert',
    aliases: [],
    title: 'Prints the content of a certificate',
    options: options(
      ...(['rfc', 'file', 'sslserver', 'jarfile', 'keystore', 'storepass', 'storetype'] as const),
      ...(['trustcacerts', 'providername', ...provider, 'v', 'protected'] as const),
    ),
    run: async (...given) => (await import('./print-cert.ts')).printCert(...given),
  },
  {
    name: 'printcertreq',
    aliases: [],
    title: 'Prints the content of a certificate request',
    options: options('file', 'v'),
    run: async (...given) => (await import('./print-cert-req.ts')).printCertReq(...given),
  },
  {
    name: 'storepasswd',
    aliases: [],
    title: 'Changes the store password of a keystore',
    options: options('new', ...store),
    run: async (...given) => (await import('./store-passwd.ts')).storePasswd(...given),
  },
];
