import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import {
  certificateFixture,
  expectCode,
  fixture,
  fixtures,
  privateKeyFixture,
  textFixture,
} from '../../fixture.ts';

const rsa = await privateKeyFixture('rsa-2048');
const ec = await privateKeyFixture('ec-p-256');
const read = (text: string, store?: string) =>
  readKeyStore(new TextEncoder().encode(text), store === undefined ? {} : { store });
const keysOf = async (text: string, store?: string) =>
  (await read(text, store)).entries.map(({ privateKey }) => privateKey);

describe('a private key in PEM', () => {
  const names = readdirSync(join(fixtures, 'pem'));
  const encrypted = names.filter((name) => /^rsa-2048\.(pbes|scrypt|traditional)/.test(name));

  it('is found in fixtures of every encryption', () => expect(encrypted.length).toBeGreaterThanOrEqual(18));

  it.each(encrypted)('%s is decrypted', async (name) => {
    expect(await keysOf(textFixture(`pem/${name}`), 'changeit')).toEqual([rsa]);
    await expectCode(() => read(textFixture(`pem/${name}`), 'wrong'), 'wrong-password');
    const [entry] = (await read(textFixture(`pem/${name}`))).entries;
    expect(entry?.unreadable?.code).toBe('password-needed');
  });

  it.each(['rsa-2048.pkcs8', 'rsa-2048.pkcs1'])('%s is read', async (name) => {
    expect(await keysOf(textFixture(`pem/${name}.pem`))).toEqual([rsa]);
  });

  it.each(['ec-p-256.sec1', 'ec-p-256.with-parameters'])('%s is read', async (name) => {
    expect(await keysOf(textFixture(`pem/${name}.pem`))).toEqual([ec]);
  });

  it.each([
    ['ec-p-256.traditional-aes256', 'changeit'],
    ['ec-p-256.unicode-password', 'pässwörd ✓'],
  ])('%s is decrypted', async (name, password) => {
    expect(await keysOf(textFixture(`pem/${name}.pem`), password)).toEqual([ec]);
  });

  it('has the key password tried before the store password', async () => {
    const bytes = fixture('pem/rsa-2048.pbes2-sha256.pem');
    expect((await readKeyStore(bytes, { key: 'changeit', store: 'other' })).entries[0]?.privateKey).toEqual(
      rsa,
    );
    expect((await readKeyStore(bytes, { key: 'other', store: 'changeit' })).entries[0]?.privateKey).toEqual(
      rsa,
    );
  });
});

describe('PEM as it is found', () => {
  const pem = textFixture('pem/rsa-2048.pkcs8.pem');
  const traditional = textFixture('pem/rsa-2048.traditional-aes256.pem');

  it.each([
    ['CRLF', pem.replaceAll('\n', '\r\n')],
    ['old Mac line ends', pem.replaceAll('\n', '\r')],
    ['indentation', pem.replace(/^/gm, '    ')],
    ['text around it', `Bag Attributes\n    friendlyName: x: y\n${pem}\nthe end`],
    ['literal \\n', pem.replaceAll('\n', '\\n')],
    ['literal \\r\\n in quotes', `"${pem.replaceAll('\n', '\\r\\n')}"`],
    ['one line', pem.replaceAll('\n', ' ')],
    ['no line end', pem.trim()],
    ['a wrong label', pem.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY')],
    ['a broken JSON file', `{"private_key": "${pem.replaceAll('\n', '\\n')}"`],
  ])('is read with %s', async (_, text) => {
    expect(await keysOf(text)).toEqual([rsa]);
  });

  const lines = pem.trim().split('\n');
  const body = lines.slice(1, -1).join('\n');
  it.each([
    ['CR', pem.replaceAll('\n', '\r\n')],
    ['indented', pem.replace(/^/gm, '    ')],
    ['text around', `Bag Attributes\n    friendlyName: x: y\n${pem}\nthe end`],
    ['written as \\n', pem.replaceAll('\n', '\\n')],
    ['quotes', `"${pem.replaceAll('\n', '\\r\\n')}"`],
    ['on one line', lines.join(' ')],
    ['END line of the PRIVATE KEY block was missing', lines.slice(0, -1).join('\n')],
    ['END line of the PRIVATE KEY block was missing', `'${lines.slice(0, -1).join('\n')}\n'`],
    ['BEGIN line of the PRIVATE KEY block was missing', `my key:\n\n${lines.slice(1).join('\n')}`],
    ['END line of the PRIVATE KEY block said', pem.replace('END PRIVATE', 'END PUBLIC')],
    ['bare base64', body],
    ['bare base64', body.replaceAll('\n', '')],
    ['bare base64', `"${body.replaceAll('\n', '\\n')}"`],
    ['base64 of a PEM text', Buffer.from(pem).toString('base64')],
  ])('says what was mended: %s', async (sentence, text) => {
    expect((await read(pem)).repairs).toBeUndefined();
    const { entries, repairs } = await read(text);
    expect(entries.map(({ privateKey }) => privateKey)).toEqual([rsa]);
    expect(repairs?.join('; ')).toContain(sentence);
  });

  it('is read as the base64 that other systems export a certificate in', async () => {
    const base64 = Buffer.from(fixture('der/leaf.cer')).toString('base64');
    for (const text of [base64, base64.replace(/.{64}/g, '$&\r\n')]) {
      const { format, entries } = await read(text);
      expect({ format, chain: entries[0]?.chain }).toEqual({
        format: 'der',
        chain: [fixture('der/leaf.cer')],
      });
    }
  });

  it('keeps a request as it was signed', async () => {
    const request = fixture('der/rsa-2048.request.der');
    expect((await readKeyStore(request, {})).entries[0]?.request).toEqual(request);
    expect((await readKeyStore(fixture('pem/rsa-2048.request.pem'), {})).entries[0]?.request).toEqual(
      request,
    );
  });

  it('is read with CRLF in a traditionally encrypted key', async () => {
    expect(await keysOf(traditional.replaceAll('\n', '\r\n'), 'changeit')).toEqual([rsa]);
  });

  it('is damaged with stray characters, or cut short with its END line or without', async () => {
    expect(await keysOf(pem)).toEqual([rsa]);
    for (const text of [
      pem.replace(/.{9}\n-----END.*/, ''),
      pem.replace(/\n/, '\n!'),
      pem.replace(/\n.*\n-----END/, '\n-----END'),
      '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----',
    ]) {
      await expectCode(() => read(text), 'damaged-file');
    }
  });

  it('says what it holds when that is neither key nor certificate', async () => {
    const block = (label: string) => `-----BEGIN ${label}-----\nMAA=\n-----END ${label}-----\n`;
    expect((await expectCode(() => read(block('DH PARAMETERS')), 'unknown-format')).message).toContain(
      'DH PARAMETERS',
    );
    expect(await keysOf(block('EC PARAMETERS') + pem)).toEqual([rsa]);
  });
});

describe('PEM with several blocks', () => {
  it('puts a key and its certificates together, wherever they stand', async () => {
    const { entries } = await readKeyStore(fixture('pem/several.pem'), {});
    const chain = [
      await certificateFixture('leaf'),
      await certificateFixture('intermediate'),
      await certificateFixture('root'),
    ];
    expect(entries).toEqual([
      { alias: '1', kind: 'key', chain, privateKey: rsa },
      {
        alias: '2',
        kind: 'key',
        chain: [await certificateFixture('ed25519')],
        privateKey: await privateKeyFixture('ed25519'),
      },
      { alias: '3', kind: 'certificate', chain: [await certificateFixture('ec-p-384')] },
    ]);
  });

  it('reads certificates, public keys and requests', async () => {
    const kinds = async (path: string) =>
      (await readKeyStore(fixture(path), {})).entries.map(({ kind }) => kind);
    expect(await kinds('certificates/chain.pem')).toEqual(['certificate', 'certificate', 'certificate']);
    expect(await kinds('certificates/trusted.pem')).toEqual(['certificate']);
    expect(await kinds('pem/rsa-2048.public.pem')).toEqual(['public-key']);
    expect(await kinds('pem/rsa-2048.request.pem')).toEqual(['request']);
    const publicKeys = await Promise.all(
      ['rsa-2048.public', 'rsa-2048.pkcs1-public'].map(
        async (name) => (await readKeyStore(fixture(`pem/${name}.pem`), {})).entries,
      ),
    );
    expect(publicKeys[1]).toEqual(publicKeys[0]);
  });
});

describe('DER and PKCS#7', () => {
  it.each(['rsa-2048.pkcs8.der', 'rsa-2048.pkcs1.der', 'rsa-2048.encrypted.der'])(
    '%s gives the key',
    async (name) => {
      const { format, entries } = await readKeyStore(fixture(`der/${name}`), { store: 'changeit' });
      expect(format).toBe('der');
      expect(entries.map(({ privateKey }) => privateKey)).toEqual([rsa]);
    },
  );

  it('refuses a wrong password, and shows the lock without one', async () => {
    const bytes = fixture('der/rsa-2048.encrypted.der');
    await expectCode(() => readKeyStore(bytes, { store: 'wrong' }), 'wrong-password');
    expect((await readKeyStore(bytes, {})).entries[0]?.unreadable?.code).toBe('password-needed');
  });

  it.each([
    ['leaf.cer', 'certificate'],
    ['rsa-2048.public.der', 'public-key'],
    ['rsa-2048.request.der', 'request'],
    ['ec-p-256.sec1.der', 'key'],
  ])('%s is a %s', async (name, kind) => {
    expect((await readKeyStore(fixture(`der/${name}`), {})).entries.map((entry) => entry.kind)).toEqual([
      kind,
    ]);
  });

  it.each(['chain.p7b', 'chain.pem'])('%s gives its certificates, leaf first', async (name) => {
    const { format, entries } = await readKeyStore(fixture(`pkcs7/${name}`), {});
    expect(format).toBe('pkcs7');
    expect(entries.map(({ chain }) => chain[0])).toEqual([
      await certificateFixture('leaf'),
      await certificateFixture('intermediate'),
      await certificateFixture('root'),
    ]);
  });

  it('turns version 2 of PKCS#8 (RFC 8410) into version 1', async () => {
    // The example of RFC 8410 section 10.3.
    const text = `-----BEGIN PRIVATE KEY-----
MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
Z9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PRIVATE KEY-----`;
    const version1 = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----`;
    expect(await keysOf(text)).toEqual(await keysOf(version1));
  });
});
