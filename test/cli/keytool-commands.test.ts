import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { fixtures, runProgram, runSignet, type SignetRun, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

// The same command lines through both, each in a folder of its own with the same files: the same streams, the same
// exit status, and stores that hold the same.

/** English texts and one time zone on any machine. */
const env = { JAVA_TOOL_OPTIONS: '', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
const folder = scratchFolder();
const run = (...line: readonly string[]) =>
  execFileSync(line[0] ?? '', line.slice(1), { cwd: folder, env: { ...process.env, ...env }, stdio: 'pipe' });

const pass = ['-storepass', 'changeit'];
const jks = ['-keystore', 'store.jks', ...pass];
const p12 = ['-keystore', 'store.p12', ...pass];
const wso2 = ['-keystore', 'wso2carbon.jks', '-storepass', 'wso2carbon'];

interface Line {
  readonly name: string;
  readonly args: readonly string[];
  readonly input?: string;
  /** The store whose entries must be the same afterwards. */
  readonly store?: string;
  readonly storePassword?: string;
}

const lines: readonly Line[] = [
  { name: 'list a JKS', args: ['-list', ...wso2] },
  { name: 'list a JKS at length', args: ['-list', '-v', ...wso2] },
  { name: 'list a JKS in PEM', args: ['-list', '-rfc', ...wso2] },
  { name: 'list one entry', args: ['-list', '-alias', 'WSO2carbon', ...wso2] },
  { name: 'list one entry at length', args: ['-list', '-v', '-alias', 'wso2carbon', ...wso2] },
  { name: 'list without a password', args: ['-list', '-keystore', 'wso2carbon.jks'], input: '\n' },
  { name: 'list several entries', args: ['-list', ...jks] },
  { name: 'list several entries at length', args: ['-list', '-v', ...jks] },
  { name: 'list a PKCS#12', args: ['-list', ...p12] },
  { name: 'list a PKCS#12 at length', args: ['-list', '-v', ...p12] },
  {
    name: 'list a PKCS#12, the password typed',
    args: ['-list', '-keystore', 'store.p12'],
    input: 'changeit\n',
  },
  { name: 'list a PKCS#12 without a password', args: ['-list', '-keystore', 'store.p12'], input: '\n' },
  {
    name: 'list a PKCS#12 without a password at length',
    args: ['-list', '-v', '-keystore', 'store.p12'],
    input: '\n',
  },
  {
    name: 'list a PKCS#12 that needs no password',
    args: ['-list', '-keystore', 'trust-without-password.p12'],
  },
  {
    name: 'list keys with passwords of their own',
    args: ['-list', '-v', '-keystore', 'several.jks', ...pass],
  },
  {
    name: 'another password, and the keys keep theirs',
    args: ['-storepasswd', '-new', 'another1', '-keystore', 'several.jks', ...pass],
    store: 'several.jks',
    storePassword: 'another1',
  },
  {
    name: 'list every kind of key',
    args: ['-list', '-v', '-keystore', 'keytool-algorithms.pkcs12', ...pass],
  },
  {
    name: 'list every kind of key in a JKS',
    args: ['-list', '-v', '-keystore', 'keytool-algorithms.jks', ...pass],
  },
  { name: 'list secret keys', args: ['-list', '-v', '-keystore', 'keytool-secrets.pkcs12', ...pass] },
  { name: 'list a PKCS#12 in PEM', args: ['-list', '-rfc', ...p12] },
  { name: 'list, the type named', args: ['-list', '-storetype', 'PKCS12', ...p12] },
  { name: 'list, the type named wrongly', args: ['-list', '-v', '-storetype', 'JKS', ...p12] },
  { name: 'list, with options for Java', args: ['-list', '-J-Xmx64m', ...jks] },
  { name: 'list, protected', args: ['-list', '-protected', '-keystore', 'store.p12'] },
  {
    name: 'list, the password in a file',
    args: ['-list', '-storepass:file', 'pass.txt', '-keystore', 'store.p12'],
  },
  { name: 'list what is weak and trusted', args: ['-list', '-v', '-keystore', 'weak.jks', ...pass] },
  {
    name: 'export what is weak and trusted',
    args: ['-exportcert', '-rfc', '-alias', 'weak', '-keystore', 'weak.jks', ...pass],
  },
  { name: 'list what Java trusts', args: ['-list', '-cacerts', ...pass] },
  { name: 'list what Java trusts at length', args: ['-list', '-v', '-cacerts', ...pass] },
  { name: 'list what Java trusts in PEM', args: ['-list', '-rfc', '-cacerts', ...pass] },
  { name: 'list: no such alias', args: ['-list', '-alias', 'nobody', ...jks] },
  { name: 'list: both styles', args: ['-list', '-v', '-rfc', ...jks] },
  { name: 'list: a wrong password', args: ['-list', '-keystore', 'store.p12', '-storepass', 'wrong1'] },
  {
    name: 'list a JCEKS: a wrong password',
    args: ['-list', '-keystore', 'wso2carbon.jceks', '-storepass', 'wrong1'],
  },
  { name: 'list: no such store', args: ['-list', '-keystore', 'none', ...pass] },
  { name: 'list: an option twice', args: ['-list', '-alias', 'x', '-alias', 'ca', ...jks] },
  { name: 'list: help', args: ['-list', '-help'] },
  { name: 'print a certificate with every extension', args: ['-printcert', '-file', 'extensions.pem'] },
  { name: 'print DER', args: ['-printcert', '-file', 'ca.cer'] },
  { name: 'print in PEM', args: ['-printcert', '-rfc', '-file', 'ca.cer'] },
  { name: 'print a chain', args: ['-printcert', '-file', 'chain.pem'] },
  { name: 'print PKCS#7', args: ['-printcert', '-file', 'chain.p7b'] },
  { name: 'print a weak certificate', args: ['-printcert', '-file', 'weak.pem'] },
  { name: 'print an EC certificate', args: ['-printcert', '-file', 'ec.pem'] },
  { name: 'print standard input', args: ['-printcert'], input: 'ca.pem' },
  { name: 'print: nothing there', args: ['-printcert'], input: '' },
  { name: 'print: not a certificate', args: ['-printcert'], input: 'nothing of the kind' },
  { name: 'print: no such file', args: ['-printcert', '-file', 'none'] },
  { name: 'print: nobody listens', args: ['-printcert', '-sslserver', '127.0.0.1:1'] },
  { name: 'print a request', args: ['-printcertreq', '-file', 'server.csr'] },
  { name: 'print a weak request', args: ['-printcertreq', '-file', 'weak.csr'] },
  { name: 'print a request: no such file', args: ['-printcertreq', '-file', 'none'] },
  { name: 'print a request: help', args: ['-printcertreq', '-help'] },
  { name: 'print: help', args: ['-printcert', '-help'] },
  {
    name: 'import a store',
    args: [
      '-importkeystore',
      '-srckeystore',
      'store.jks',
      '-srcstorepass',
      'changeit',
      '-destkeystore',
      'new.p12',
      '-deststorepass',
      'changeit',
    ],
    store: 'new.p12',
  },
  {
    name: 'import one entry into a JKS',
    args: [
      '-importkeystore',
      '-srckeystore',
      'store.p12',
      '-srcstorepass',
      'changeit',
      '-srcalias',
      'server',
      '-destalias',
      'Other',
      '-destkeystore',
      'new.jks',
      '-deststoretype',
      'JKS',
      '-deststorepass',
      'different',
    ],
    store: 'new.jks',
    storePassword: 'different',
  },
  {
    name: 'migrate a store in its place',
    args: [
      '-importkeystore',
      '-srckeystore',
      'wso2carbon.jks',
      '-destkeystore',
      'wso2carbon.jks',
      '-deststoretype',
      'pkcs12',
      '-srcstorepass',
      'wso2carbon',
    ],
    store: 'wso2carbon.jks',
    storePassword: 'wso2carbon',
  },
  {
    name: 'import over existing entries, without a question',
    args: [
      '-importkeystore',
      '-noprompt',
      '-srckeystore',
      'store.jks',
      '-srcstorepass',
      'changeit',
      '-destkeystore',
      'store.p12',
      '-deststorepass',
      'changeit',
    ],
    store: 'store.p12',
  },
  {
    name: 'import: the passwords typed',
    args: ['-importkeystore', '-srckeystore', 'store.p12', '-destkeystore', 'typed.p12'],
    input: 'changeit\nchangeit\nchangeit\n',
    store: 'typed.p12',
  },
  {
    name: 'import: no such alias',
    args: [
      '-importkeystore',
      '-srckeystore',
      'store.jks',
      '-srcstorepass',
      'changeit',
      '-srcalias',
      'nobody',
      '-destkeystore',
      'none.p12',
      '-deststorepass',
      'changeit',
    ],
  },
  {
    name: 'import: no source',
    args: ['-importkeystore', '-destkeystore', 'none.p12', '-deststorepass', 'changeit'],
  },
  {
    name: 'trust a certificate',
    args: ['-importcert', '-noprompt', '-alias', 'New', '-file', 'ca.pem', '-keystore', 'trust.p12', ...pass],
    store: 'trust.p12',
  },
  {
    name: 'trust a certificate, asked',
    args: [
      '-import',
      '-alias',
      'ca',
      '-file',
      'ca.pem',
      '-keystore',
      'trust.jks',
      '-storetype',
      'jks',
      ...pass,
    ],
    input: 'yes\n',
    store: 'trust.jks',
  },
  {
    name: 'do not trust a certificate',
    args: ['-import', '-alias', 'new', '-file', 'extensions.pem', ...jks],
    input: 'no\n',
    store: 'store.jks',
  },
  {
    name: 'trust what a trusted authority signed',
    args: ['-importcert', '-alias', 'signed', '-file', 'signed.pem', ...p12],
    store: 'store.p12',
  },
  {
    name: 'trust: there already',
    args: ['-importcert', '-alias', 'again', '-file', 'ca.pem', ...jks],
    input: 'y\n',
    store: 'store.jks',
  },
  {
    name: 'trust: the alias is taken',
    args: ['-importcert', '-noprompt', '-alias', 'ca', '-file', 'ca.pem', ...jks],
  },
  {
    name: 'trust: not a certificate',
    args: ['-importcert', '-noprompt', '-alias', 'no', '-file', 'store.jks', ...jks],
  },
  {
    name: 'trust what Java trusts already',
    args: ['-importcert', '-trustcacerts', '-alias', 'again', '-file', 'cacert.pem', ...jks],
    input: 'no\n',
    store: 'store.jks',
  },
  {
    name: 'install a reply',
    args: ['-importcert', '-alias', 'server', '-file', 'signed.pem', ...jks],
    store: 'store.jks',
  },
  {
    name: 'install a reply of a chain',
    args: ['-importcert', '-noprompt', '-alias', 'server', '-file', 'reply.pem', ...p12],
    store: 'store.p12',
  },
  {
    name: 'install a reply for another key',
    args: ['-importcert', '-alias', 'server', '-file', 'ca.pem', ...p12],
  },
  { name: 'request a certificate', args: ['-certreq', '-alias', 'server', ...jks] },
  {
    name: 'request a certificate into a file',
    args: [
      '-certreq',
      '-v',
      '-alias',
      'server',
      '-file',
      'out.csr',
      '-dname',
      'CN=other, O="Acme, Inc.", C=DE',
      '-ext',
      'san=dns:localhost,ip:127.0.0.1,ip:2001:db8::1',
      '-ext',
      'eku=serverAuth',
      '-ext',
      'KU:critical=digitalSignature,keyEncipherment',
      '-ext',
      'bc=ca:true,pathlen:2',
      ...p12,
    ],
  },
  { name: 'request: no such alias', args: ['-certreq', '-alias', 'nobody', ...p12] },
  { name: 'request: no key', args: ['-certreq', '-alias', 'ca', ...p12] },
  { name: 'delete', args: ['-delete', '-alias', 'CA', ...jks], store: 'store.jks' },
  { name: 'delete from a PKCS#12', args: ['-delete', '-v', '-alias', 'server', ...p12], store: 'store.p12' },
  { name: 'delete: no such alias', args: ['-delete', '-alias', 'nobody', ...jks] },
  {
    name: 'another password',
    args: ['-storepasswd', '-new', 'another1', ...p12],
    store: 'store.p12',
    storePassword: 'another1',
  },
  {
    name: 'another password, typed',
    args: ['-storepasswd', ...jks],
    input: 'another1\nanother1\n',
    store: 'store.jks',
    storePassword: 'another1',
  },
  { name: 'another password: too short', args: ['-storepasswd', '-new', 'short', ...p12] },
  {
    name: 'another password for a key',
    args: ['-keypasswd', '-alias', 'server', '-keypass', 'changeit', '-new', 'another1', ...jks],
    store: 'store.jks',
  },
  {
    name: 'another password for a key, typed',
    args: ['-keypasswd', '-alias', 'server', ...jks],
    input: 'another1\nanother1\n',
    store: 'store.jks',
  },
  {
    name: 'another password for a key: not with a wrong one',
    args: ['-keypasswd', '-alias', 'server', '-keypass', 'wrong1', '-new', 'another1', ...jks],
    store: 'store.jks',
  },
  {
    name: 'another password for a key: too short',
    args: ['-keypasswd', '-alias', 'server', '-new', 'short', ...jks],
  },
  {
    name: 'another password for a key: not in a PKCS#12',
    args: ['-keypasswd', '-alias', 'server', '-new', 'another1', ...p12],
  },
  { name: 'another password for a key: help', args: ['-keypasswd', '-help'] },
  {
    name: 'another alias',
    args: ['-changealias', '-alias', 'server', '-destalias', 'Renamed', ...p12],
    store: 'store.p12',
  },
  { name: 'another alias: taken', args: ['-changealias', '-alias', 'server', '-destalias', 'ca', ...jks] },
  { name: 'generate: no algorithm', args: ['-genkeypair', '-dname', 'CN=a', ...p12] },
  {
    name: 'generate: the alias is taken',
    args: ['-genkeypair', '-keyalg', 'EC', '-alias', 'server', '-dname', 'CN=a', ...p12],
  },
  {
    name: 'generate: a short password',
    args: ['-genkeypair', '-keyalg', 'EC', '-keystore', 'none', '-storepass', 'short', '-dname', 'CN=a'],
  },
];

describe.runIf(hasTool('keytool') && hasTool('openssl'))('signet keytool beside keytool', () => {
  beforeAll(() => {
    for (const name of ['wso2carbon.jks', 'wso2carbon.jceks', 'several.jks', 'trust-without-password.p12'])
      writeFileSync(join(folder, name), readFileSync(join(fixtures, 'keystores', name)));
    for (const name of ['keytool-algorithms.pkcs12', 'keytool-algorithms.jks', 'keytool-secrets.pkcs12'])
      writeFileSync(join(folder, name), readFileSync(join(fixtures, 'matrix', name)));
    writeFileSync(join(folder, 'pass.txt'), 'changeit\n');
    writeFileSync(join(folder, 'extensions.cnf'), extensionsConfiguration);
    const self = ['openssl', 'req', '-x509', '-nodes', '-days', '90', '-keyout', 'k.pem'];
    run(
      ...self,
      '-newkey',
      'rsa:2048',
      '-config',
      'extensions.cnf',
      '-extensions',
      'v3',
      '-out',
      'extensions.pem',
    );
    run(
      ...self,
      '-newkey',
      'rsa:1024',
      '-sha1',
      '-subj',
      '/CN=weak',
      '-keyout',
      'weak.key',
      '-out',
      'weak.pem',
    );
    run(
      ...self,
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-384',
      '-subj',
      '/CN=ec/OU=x  y',
      '-out',
      'ec.pem',
    );
    run(...self, '-newkey', 'rsa:2048', '-subj', '/O=Ca/CN=ca', '-keyout', 'ca.key', '-out', 'ca.pem');
    run('openssl', 'x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.cer');
    const pair = [
      '-genkeypair',
      '-alias',
      'server',
      '-keyalg',
      'RSA',
      '-dname',
      'CN=server, OU=a+O=b',
      ...jks,
    ];
    run('keytool', ...pair, '-storetype', 'jks');
    run('keytool', '-importcert', '-noprompt', '-alias', 'ca', '-file', 'ca.pem', ...jks);
    const copy = ['-srckeystore', 'store.jks', '-srcstorepass', 'changeit', '-deststorepass', 'changeit'];
    run('keytool', '-importkeystore', '-destkeystore', 'store.p12', ...copy);
    run('keytool', '-certreq', '-alias', 'server', '-file', 'server.csr', ...jks);
    const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '80', '-set_serial', '77'];
    run('openssl', 'x509', '-req', '-in', 'server.csr', ...sign, '-out', 'signed.pem');
    const both = Buffer.concat([
      readFileSync(join(folder, 'signed.pem')),
      readFileSync(join(folder, 'ca.pem')),
    ]);
    for (const name of ['chain.pem', 'reply.pem']) writeFileSync(join(folder, name), both);
    const weak = ['-importcert', '-noprompt', '-alias', 'weak', '-file', 'weak.pem'];
    run('keytool', ...weak, '-keystore', 'weak.jks', '-storetype', 'jks', ...pass);
    run('openssl', 'req', '-new', '-key', 'weak.key', '-sha1', '-subj', '/CN=weak', '-out', 'weak.csr');
    writeFileSync(
      join(folder, 'cacert.pem'),
      firstAuthority(run('keytool', '-list', '-rfc', '-cacerts', ...pass)),
    );
    run('openssl', 'crl2pkcs7', '-nocrl', '-certfile', 'chain.pem', '-out', 'chain.p7b');
  }, 60_000);

  it.concurrent.each(lines)('$name', async ({ args, input, store, storePassword = 'changeit' }) => {
    const given = input?.endsWith('.pem') ? readFileSync(join(folder, input)) : (input ?? '');
    const [ours, theirs] = await Promise.all([
      inCopy((options) => runSignet(['keytool', ...args], options), given),
      inCopy((options) => runProgram('keytool', args, options), given),
    ]);
    expect(ours.run.text).toBe(theirs.run.text);
    expect(ours.run.stderr).toBe(theirs.run.stderr.replace(/^Picked up JAVA_TOOL_OPTIONS.*\n/, ''));
    expect(ours.run.status).toBe(theirs.run.status);
    if (theirs.run.status === 0) expect(readdirSync(ours.cwd)).toEqual(readdirSync(theirs.cwd));
    if (args.includes('out.csr'))
      expect(readFileSync(join(ours.cwd, 'out.csr'))).toEqual(readFileSync(join(theirs.cwd, 'out.csr')));
    if (store === undefined) return;
    expect(await essence(join(ours.cwd, store), storePassword)).toEqual(
      await essence(join(theirs.cwd, store), storePassword),
    );
  });

  it('keytool reads what genkeypair makes, for each kind of key', async () => {
    const cwd = scratchFolder();
    for (const [alias, ...key] of [
      ['rsa', '-keyalg', 'RSA', '-keysize', '3072', '-ext', 'san=dns:localhost,ip:127.0.0.1'],
      ['ec', '-keyalg', 'EC', '-groupname', 'secp384r1', '-validity', '3650', '-ext', 'bc:c'],
      ['ed', '-keyalg', 'Ed25519', '-startdate', '-1d'],
      ['dsa', '-genkey', '-keyalg', 'DSA', '-keysize', '1024'],
      ['signed', '-keyalg', 'EC', '-signer', 'rsa'],
    ]) {
      const line = [
        '-alias',
        alias ?? '',
        ...key,
        '-dname',
        `CN=${alias} b, O="x, y", C=US`,
        '-keystore',
        's',
        ...pass,
      ];
      const args = line.includes('-genkey') ? line : ['-genkeypair', ...line];
      const ours = await runSignet(['keytool', ...args], { cwd, env });
      expect(ours.status).toBe(0);
      const theirs = await inCopy(
        (options) =>
          runProgram('keytool', ['-delete', ...['-alias', alias ?? ''], '-keystore', 's', ...pass], options),
        '',
        cwd,
      );
      expect(theirs.run.status).toBe(0);
    }
    const listing = await runProgram('keytool', ['-list', '-v', '-keystore', 's', ...pass], { cwd, env });
    const own = await runSignet(['keytool', '-list', '-v', '-keystore', 's', ...pass], { cwd, env });
    expect(own.text).toBe(listing.text);
    expect(listing.text).toContain('Your keystore contains 5 entries');
    // Its keys are opened, each one.
    const copy = [
      '-importkeystore',
      '-srckeystore',
      's',
      '-srcstorepass',
      'changeit',
      '-destkeystore',
      'd',
      '-deststorepass',
      'changeit',
    ];
    expect((await runProgram('keytool', copy, { cwd, env })).stderr).toContain(
      '5 entries successfully imported',
    );
  }, 60_000);
});

describe('signet keytool by itself', () => {
  it('lists, imports, renames, deletes: the lines of a manual', async () => {
    const cwd = scratchFolder();
    const source = join(fixtures, 'keystores', 'wso2carbon.jks');
    writeFileSync(join(cwd, 'wso2carbon.jks'), readFileSync(source));
    const keytool = (line: string) =>
      runSignet(['keytool', '-J-Duser.language=en', ...line.split(' ')], { cwd, env });
    const store = '-keystore new.p12 -storepass changeit';
    const imported = await keytool(
      '-importkeystore -srckeystore wso2carbon.jks -srcstorepass wso2carbon -destkeystore new.p12 -deststorepass changeit',
    );
    expect(imported.stderr).toBe(
      [
        'Importing keystore wso2carbon.jks to new.p12...',
        'Entry for alias wso2carbon successfully imported.',
        'Import command completed:  1 entries successfully imported, 0 entries failed or cancelled\n',
      ].join('\n'),
    );
    if (process.platform !== 'win32') expect(statSync(join(cwd, 'new.p12')).mode & 0o777).toBe(0o600);
    await keytool(`-changealias -alias wso2carbon -destalias Other ${store}`);
    const listed = await keytool(`-list ${store}`);
    expect(listed.text).toMatch(
      /^Keystore type: PKCS12\nKeystore provider: SUN\n\nYour keystore contains 1 entry\n/,
    );
    expect(listed.text).toMatch(/\nother, \w{3} \d{1,2}, \d{4}, PrivateKeyEntry, \n/);
    expect((await keytool(`-list -v ${store}`)).text).toContain('\nEntry type: PrivateKeyEntry\n');
    expect((await keytool(`-delete -alias other ${store}`)).status).toBe(0);
    expect((await keytool(`-list ${store}`)).text).toContain('contains 0 entries');
  });

  it('leaves a store that it cannot write as it was', async () => {
    const cwd = scratchFolder();
    const jceks = join(fixtures, 'keystores', 'wso2carbon.jceks');
    writeFileSync(join(cwd, 's'), readFileSync(jceks));
    const line = ['-delete', '-alias', 'wso2carbon', '-keystore', 's', '-storepass', 'wso2carbon'];
    const run = await runSignet(['keytool', ...line], { cwd, env });
    expect(run.status).toBe(1);
    expect(run.text).toMatch(/^keytool error: java.security.KeyStoreException: /);
    expect(readFileSync(join(cwd, 's'))).toEqual(readFileSync(jceks));
  });
});

describe.runIf(hasTool('keytool'))('-printcert -sslserver', () => {
  const tls = join(fixtures, 'tls');
  const [certificate, key] = ['loopback.crt.pem', 'loopback.key.pem'].map((name) => join(tls, name));
  const server = createServer({ cert: readFileSync(certificate ?? ''), key: readFileSync(key ?? '') });
  server.on('tlsClientError', () => {});
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it.each([[], ['-rfc']])('prints what the server presents %s', async (...style) => {
    const { port } = server.address() as AddressInfo;
    const args = ['-printcert', ...style, '-sslserver', `127.0.0.1:${port}`];
    const ours = await runSignet(['keytool', ...args], { env });
    const theirs = await runProgram('keytool', args, { env });
    expect(ours.text).toContain(style.length === 0 ? 'Certificate #0' : 'BEGIN CERTIFICATE');
    expect(ours.text).toBe(theirs.text);
    expect(ours.status).toBe(0);
  });
});

/** The first certificate of a listing. */
function firstAuthority(listing: Uint8Array): string {
  return /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\s/.exec(String(listing))?.[0] ?? '';
}

interface Copy {
  readonly cwd: string;
  readonly run: SignetRun;
}

/** Runs in a new folder with the same files as the first. */
async function inCopy(
  start: (options: { cwd: string; env: typeof env; input: string | Uint8Array }) => Promise<SignetRun>,
  input: string | Uint8Array,
  from = folder,
): Promise<Copy> {
  const cwd = scratchFolder();
  for (const name of readdirSync(from)) writeFileSync(join(cwd, name), readFileSync(join(from, name)));
  return { cwd, run: await start({ cwd, env, input }) };
}

async function essence(file: string, store: string): Promise<object> {
  expect(existsSync(file)).toBe(true);
  const { format, integrity, entries } = await readKeyStore(new Uint8Array(readFileSync(file)), { store });
  return {
    format,
    integrity,
    entries: entries
      .map(({ alias, kind, chain, privateKey, unreadable }) => ({
        alias,
        kind,
        chain,
        privateKey,
        unreadable: unreadable?.code,
      }))
      .toSorted((one, other) => (one.alias < other.alias ? -1 : 1)),
  };
}

const extensionsConfiguration = `
[req]
distinguished_name=dn
prompt=no
[dn]
C=US
ST=Some State
O=Acme, Inc.
OU=multi  space
CN=a "quoted" name
emailAddress=a@example.com
serialNumber=12
[v3]
basicConstraints=critical,CA:TRUE,pathlen:3
keyUsage=critical,digitalSignature,keyCertSign,cRLSign
extendedKeyUsage=serverAuth,clientAuth,1.2.3.4
subjectAltName=DNS:example.com,DNS:*.example.com,IP:127.0.0.1,IP:2001:db8::1,email:a@b.c,URI:https://x/y,RID:1.2.3.4,dirName:directory
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid,issuer
crlDistributionPoints=URI:http://crl.example/c.crl,URI:ldap://foo/x
authorityInfoAccess=OCSP;URI:http://ocsp.example/,caIssuers;URI:http://ca.example/ca.cer
certificatePolicies=1.2.3.4,@policy
nameConstraints=permitted;DNS:example.com,permitted;DNS:example.org,excluded;IP:10.0.0.0/255.0.0.0
1.2.3.4.5=DER:0403010203
nsCertType=client,server
nsComment="hello there"
[policy]
policyIdentifier=1.3.5.8
CPS.1="http://cps.example/"
userNotice.1=@notice
[notice]
explicitText="Notice text"
[directory]
CN=dir
O=Org
`;
