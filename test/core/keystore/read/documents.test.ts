import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { publicKeyOf } from '../../../../core/certificate/public-key.ts';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { hasTool } from '../../../support/tools.ts';
import { expectCode, fixture, textFixture } from '../../fixture.ts';

// Keys as platforms hand them out: within YAML and JSON, encoded once more, or not at all what the name says. After files that
// people asked about: a Kubernetes TLS Secret, a Key Vault download, a key store that Maven had filtered.

const bytesOf = (text: string) => new TextEncoder().encode(text);
const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
const wrapped = (content: string | Uint8Array) => base64(content).replace(/.{76}/g, '$&\n    ');
const key = textFixture('pem/rsa-2048.pkcs8.pem');
const leaf = textFixture('certificates/leaf.pem');
const root = textFixture('certificates/root.pem');
const p12 = fixture('keystores/wso2carbon.p12');
const jks = fixture('keystores/wso2carbon.jks');
const pass = { store: 'wso2carbon' };

type Kinds = readonly string[];
const documents: Readonly<Record<string, readonly [text: string, entries: Kinds]>> = {
  'a TLS Secret': [
    `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\ndata:\n  tls.crt: ${base64(leaf)}\n  tls.key: ${base64(key)}\n`,
    ['key'],
  ],
  'a Secret with its values folded': [
    `kind: Secret\napiVersion: v1\ndata:\n  tls.key: >-\n    ${wrapped(key)}\n`,
    ['key'],
  ],
  'a Secret with stringData': [
    `apiVersion: v1\nstringData:\n  key.pem: |\n${key.replace(/^/gm, '    ')}\n  other: |\n    no key\n`,
    ['key'],
  ],
  'a Secret in JSON': [JSON.stringify({ apiVersion: 'v1', data: { 'tls.key': base64(key) } }), ['key']],
  'a List': [
    `apiVersion: v1\nitems:\n- apiVersion: v1\n  data: {a: "${base64(key)}"}\n- apiVersion: v1\n  data: {a: "${base64(root)}"}\n`,
    ['key', 'certificate'],
  ],
  'several documents': [
    `apiVersion: v1\ndata: {a: "${base64(key)}"}\n---\napiVersion: v1\ndata: {a: "${base64(root)}"}\n`,
    ['key', 'certificate'],
  ],
  'a Secret with a key store': [`apiVersion: v1\ndata:\n  keystore.p12: ${base64(p12)}\n`, ['key']],
  'a Secret with two key stores': [
    `apiVersion: v1\ndata:\n  keystore.p12: ${base64(p12)}\n  keystore.jks: ${base64(jks)}\n`,
    ['key', 'key'],
  ],
  'a ConfigMap with a certificate': [
    `apiVersion: v1\nkind: ConfigMap\ndata:\n  ca.crt: |\n${root.replace(/^/gm, '    ')}`,
    ['certificate'],
  ],
  'a kubeconfig': [
    `apiVersion: v1\nclusters:\n- cluster: {certificate-authority-data: ${base64(root)}, server: https://a}\nusers:\n- user:\n    client-key-data: ${base64(key)}\n    client-certificate-data: ${base64(leaf)}\n`,
    ['certificate', 'key'],
  ],
  'a secret of Azure Key Vault': [
    JSON.stringify({ contentType: 'application/x-pkcs12', id: 'https://v/', value: base64(p12) }),
    ['key'],
  ],
  'a certificate of Azure Key Vault': [
    JSON.stringify({ id: 'https://v/', cer: base64(new X509Certificate(leaf).raw) }),
    ['certificate'],
  ],
  'an export of AWS ACM': [
    JSON.stringify({ Certificate: leaf, CertificateChain: root, PrivateKey: key }),
    ['certificate', 'key'],
  ],
  'an answer of HashiCorp Vault': [
    JSON.stringify({ data: { private_key: key, ca_chain: [root], lease: 1 } }),
    ['key', 'certificate'],
  ],
  base64url: [Buffer.from(p12).toString('base64url'), ['key']],
  'a data URI': [`data:application/x-pkcs12;base64,${base64(p12)}`, ['key']],
  'base64 of base64': [base64(base64(p12)), ['key']],
  'base64 of base64 of PEM': [base64(base64(key)), ['key']],
  'UTF-16BE': [key, ['key']],
};

describe('a document with keys in it', () => {
  it.each(Object.entries(documents))('is read: %s', async (name, [text, kinds]) => {
    const bytes = name === 'UTF-16BE' ? Buffer.from(`\ufeff${text}`, 'utf16le').swap16() : bytesOf(text);
    const { entries } = await readKeyStore(Uint8Array.from(bytes), pass);
    expect(entries.map(({ kind }) => kind)).toEqual(kinds);
    for (const entry of entries.filter(({ kind }) => kind === 'key')) expect(entry.privateKey).toBeDefined();
    const aliases = entries.map(({ alias }) => alias);
    expect(new Set(aliases).size).toBe(aliases.length);
  });

  it('says which part of several is wrong, and opens the others', async () => {
    const text = `apiVersion: v1\ndata:\n  a.p12: ${base64(p12)}\n  b.p12: ${base64(p12.slice(0, -20))}\n`;
    const { entries, closed } = await readKeyStore(bytesOf(text), pass);
    expect(entries).toHaveLength(1);
    expect(closed).toMatchObject([{ code: 'damaged-file' }]);
  });

  it.each([
    ['apiVersion: v1\nkind: Secret\ndata:\n  password: aHVudGVyMg==\n', 'unknown-format'],
    ['apiVersion: v1\ndata: [\n', 'damaged-file'],
    [`apiVersion: v1\n${'a: {'.repeat(20_000)}`, 'input-too-large'],
    [`apiVersion: v1\n${'a: {'.repeat(900)}`, 'damaged-file'],
    [
      `apiVersion: v1\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(9)}*a]\nc: &c [${'*b,'.repeat(9)}*b]\nd: [${'*c,'.repeat(9)}*c]\n`,
      'damaged-file',
    ],
    [`apiVersion: v1\ndata:\n${'  a: b\n'.repeat(700_000)}`, 'input-too-large'],
  ])('that has none, or is none, gets a code: %#', async (text, code) => {
    await expectCode(() => readKeyStore(bytesOf(text), {}), code as 'damaged-file');
  });
});

const filtered = (bytes: Uint8Array) => bytesOf(Buffer.from(bytes).toString('utf8'));
const others: Readonly<Record<string, readonly [file: Uint8Array, name: string]>> = {
  'a page': [bytesOf('<!DOCTYPE html>\n<html><body>Sign in</body></html>'), 'a web page'],
  'a page without a type': [bytesOf('\n<html>\n'), 'a web page'],
  'a pointer': [bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'), 'Git LFS'],
  'a ZIP': [Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0), 'ZIP'],
  'a gzip': [new Uint8Array(gzipSync(p12)), 'gzip'],
  'a token': [bytesOf('eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl\n'), 'a JWT'],
  'a token with its scheme': [bytesOf('Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2ln'), 'a JWT'],
  'a filtered JKS': [filtered(jks), 'copied as text'],
  'a filtered PKCS#12': [filtered(p12), 'copied as text'],
};

describe('a file that is none', () => {
  it.each(Object.entries(others))('is called by its name: %s', async (_, [file, name]) => {
    const error = await expectCode(() => readKeyStore(file, pass), 'unknown-format');
    expect(error.message).toContain(name);
    expect(error.hint).toBeTruthy();
  });
});

describe.skipIf(!hasTool('ssh-keygen'))('public keys that ssh-keygen writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signet-ssh-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) => execFileSync('ssh-keygen', args, { cwd: folder, encoding: 'utf8' });
  const kinds = [
    ['rsa', '2048'],
    ['ecdsa', '256'],
    ['ecdsa', '384'],
    ['ecdsa', '521'],
    ['ed25519', '256'],
  ] as const;

  it.each(kinds)('%s %s: .pub, authorized_keys and RFC 4716, as it exports them', async (type, bits) => {
    const name = `${type}-${bits}`;
    run('-q', '-t', type, '-b', bits, '-N', '', '-C', 'me@here', '-f', name);
    const line = readFileSync(join(folder, `${name}.pub`), 'utf8');
    const [own] = (await readKeyStore(new Uint8Array(readFileSync(join(folder, name))), {})).entries;
    const publicKey = own && (await publicKeyOf(own));
    expect(publicKey).toBeDefined();
    const texts = {
      pub: line,
      authorized: `# mine\nno-pty,command="a b" ${line}`,
      ssh2: run('-e', '-f', name),
    };
    for (const [form, text] of Object.entries(texts)) {
      const { format, entries } = await readKeyStore(bytesOf(text), {});
      const alias = form === 'ssh2' ? expect.stringContaining('converted') : 'me@here';
      expect({ format, entries }).toEqual({
        format: 'ssh',
        entries: [{ alias, kind: 'public-key', chain: [], publicKey }],
      });
    }
  });

  it('are all listed, and one that signs no tokens does not close the others', async () => {
    const line = readFileSync(join(folder, 'ed25519-256.pub'), 'utf8');
    const sk = `sk-ssh-ed25519@openssh.com ${base64(Buffer.concat([Buffer.of(0, 0, 0, 26), Buffer.from('sk-ssh-ed25519@openssh.com')]))} key`;
    const { entries } = await readKeyStore(bytesOf(`${line}${line}${sk}\n`), {});
    expect(entries).toMatchObject([
      { alias: 'me@here', publicKey: expect.anything() },
      { alias: '2', publicKey: expect.anything() },
      { alias: 'key', unreadable: { code: 'algorithm-unsupported' } },
    ]);
    await expectCode(() => readKeyStore(bytesOf(`${line.slice(0, 40)}\n`), {}), 'damaged-file');
  });
});
