import { execFile, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selfSign } from '../../core/certificate/self-sign.ts';
import { writeJks } from '../../core/keystore/write/write-jks.ts';
import { writePkcs12 } from '../../core/keystore/write/write-pkcs12.ts';
import { json, serveHttp, serveTcp } from '../core/http/test-servers.ts';
import {
  fixtures,
  root,
  runSignet,
  type SignetRun,
  scratchFolder,
  signetFile,
} from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

/** Each with what it does where it reaches a terminal as it is. */
const characters = {
  escape: '\u001b[5m',
  clipboard: '\u001b]52;c;aGk=\u0007',
  'control sequence introducer, C1': '\u009b2J',
  'next line, C1': '\u0085',
  bell: '\u0007',
  backspace: '\b',
  'carriage return': '\r',
  'form feed': '\f',
  delete: '\u007f',
  'right-to-left override': '\u202e',
  'right-to-left embedding': '\u202b',
  'first strong isolate': '\u2068',
  'right-to-left mark': '\u200f',
  'Arabic letter mark': '\u061c',
  'byte order mark': '\ufeff',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'zero width space': '\u200b',
  'soft hyphen': '\u00ad',
  'Hangul filler': '\u3164',
  'variation selector': '\u{e0100}',
  tag: '\u{e0041}',
} as const;

/** All of them, and a line break that would begin a line of its own. */
const hostile = `${Object.values(characters).join('')}\nforged: line`;
/** As JSON can bring it, and an argument cannot. */
const worse = `${hostile}\ud800\u0000`;

const forbidden = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

function expectShown({ text, stderr }: Pick<SignetRun, 'text' | 'stderr'>): void {
  expectNothingHidden(text + stderr);
  // It came there at all.
  expect(text + stderr).toMatch(/\\u\{9b\}|\\c2\\9b/);
}

function expectNothingHidden(all: string): void {
  expect(forbidden.exec(all)?.[0].codePointAt(0)?.toString(16)).toBeUndefined();
  expect(all).not.toContain('\ufffd');
  expect(all).not.toMatch(/^forged/m);
}

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const token = (header: unknown, payload: unknown) => `${encode(header)}.${encode(payload)}.c2ln`;
const home = (files: Readonly<Record<string, string>>) => {
  const folder = scratchFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return { env: { SIGNET_HOME: folder } };
};
const file = (name: string, content: string | Uint8Array) => {
  const path = join(scratchFolder(), name);
  writeFileSync(path, content);
  return path;
};

const pkcs8 = createPrivateKey(readFileSync(join(fixtures, 'pem', 'rsa-2048.pkcs8.pem'))).export({
  type: 'pkcs8',
  format: 'der',
});

/** Its names, of eight bytes each, are replaced by others: the signature breaks, and nobody looks. */
async function hostileCertificate(): Promise<Uint8Array> {
  const der = await selfSign({
    privateKey: pkcs8,
    subject: 'CN=AAAAAAAA-\\1b[2J-\\c2\\9b-\\e2\\80\\ae-\\0aforged',
    days: 365,
    san: ['URI:urn:BBBBBBBB', 'email:CCCCCCCC@example.org'],
  });
  const replaced = Buffer.from(der)
    .toString('latin1')
    .replace('BBBBBBBB', '\u001b[2J\u009b\n\r\u007f')
    .replace('CCCCCCCC', '\u001b]52;\nfo');
  return new Uint8Array(Buffer.from(replaced, 'latin1'));
}

const answering = async (body: unknown, status = 200) => (await serveHttp(json(body, status))).url;
const request = ['token', 'request', '--grant', 'client-credentials', '--endpoint'];

const serverFile = {
  title: worse,
  summary: worse,
  use: 'grant',
  auth: ['none'],
  rules: { algorithms: [worse], requiredHeader: [worse], requiredClaims: [worse] },
  preset: {
    header: { [worse]: worse },
    claims: { [worse]: worse },
    endpoint: worse,
    params: [[worse, worse]],
  },
  placeholders: { [worse]: { what: worse, example: worse } },
  certificate: { format: 'pem', where: worse },
  notes: [worse],
  errors: [{ error: worse, cause: worse, fix: worse }],
  source: worse,
};

const flow = {
  name: hostile,
  endpoint: `https://as.example/${hostile}`,
  grant: 'client-credentials',
  auth: { method: 'none' },
};
const library = JSON.stringify({
  flows: [flow],
  environments: [{ name: worse, variables: [[worse, worse]] }],
});

/** Every source of text that is not Signet's own, through the real command. */
const sources: Readonly<Record<string, () => Promise<SignetRun>>> = {
  'a token’s header and claims': () =>
    runSignet(['decode', token({ alg: 'none', kid: worse, [worse]: 1 }, { iss: worse, [worse]: [worse] })]),
  'a payload that is text': () => runSignet(['decode', token({ alg: 'HS256' }, hostile)]),
  'a token that is none': () => runSignet(['decode', `\u009b${hostile}.${hostile}`]),
  'a verdict': () =>
    runSignet([
      'verify',
      token({ alg: worse }, { iss: worse }),
      '--secret',
      'x'.repeat(32),
      '--issuer',
      hostile,
    ]),
  'the claims of a token that is signed': () =>
    runSignet([
      ...[
        'sign',
        '--secret',
        'x'.repeat(32),
        '--steps',
        '--claim',
        `${hostile}=1`,
        '--server',
        'wso2-api-manager',
      ],
      ...['--header', JSON.stringify({ x: hostile })],
    ]),
  'the kid of a JWK': () => {
    const jwk = JSON.parse(readFileSync(join(fixtures, 'jwk', 'rsa-2048.public.json'), 'utf8'));
    return runSignet(['key', 'show', file('key.json', JSON.stringify({ ...jwk, kid: worse }))]);
  },
  'the alias of a PKCS#12': async () => {
    const entries = [
      { alias: hostile, kind: 'key', chain: [await hostileCertificate()], privateKey: pkcs8 } as const,
    ];
    const store = file('store.p12', await writePkcs12(entries, { password: 'changeit' }));
    return runSignet(['keystore', 'list', store, '--storepass', 'changeit']);
  },
  'an alias that is not there': () =>
    runSignet(['keystore', 'export', join(fixtures, 'jwk', 'set.json'), '--alias', hostile]),
  'a certificate': async () => runSignet(['cert', 'show', file('c.der', await hostileCertificate())]),
  'a chain': async () => runSignet(['cert', 'chain', file('c.der', await hostileCertificate())]),
  'a file that is not there': () => runSignet(['key', 'show', `/nowhere/${hostile}`]),
  'a file that is written': () =>
    runSignet([
      'cert',
      'create',
      '--key',
      join(fixtures, 'pem', 'rsa-2048.pkcs8.pem'),
      '--subject',
      'CN=x',
      '--out',
      join(scratchFolder(), hostile),
    ]),
  'an option that is not known': () => runSignet(['decode', `--${hostile}`]),
  'a command that is not known': () => runSignet([hostile]),
  'a choice that is not known': () => runSignet(['completion', hostile]),
  'a stack trace': () => runSignet(['key', 'show', `/nowhere/${hostile}`, '--debug']),
  'the error of a token endpoint': async () =>
    runSignet([...request, await answering({ error: worse, error_description: worse, [worse]: worse }, 400)]),
  'the members of an answer': async () =>
    runSignet([
      ...request,
      await answering({ access_token: worse, token_type: worse, scope: { [worse]: worse } }),
    ]),
  'the trace of an answer': async () => {
    const { url } = await serveTcp((socket) =>
      socket.end(
        `HTTP/1.1 400 \u009b2J\u202e Bad\r\nX-Note: \u009b2J\u202e\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>${hostile}</p>\nforged: body`,
      ),
    );
    return runSignet([...request, url, '--trace']);
  },
  'where an answer points': async () => {
    const { url } = await serveTcp((socket) =>
      socket.end(
        `HTTP/1.1 302 Found\r\nLocation: /\u009b2J\u202e\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      ),
    );
    return runSignet([...request, url, '--param', `x=${hostile}`, '--trace']);
  },
  'a protected resource': async () => {
    const { url } = await serveHttp((answer) => answer.end(hostile));
    return runSignet(['token', 'call', url, '--access-token', 'x']);
  },
  'a discovery document': async () => {
    const { url } = await serveHttp((answer) => {
      const issuer = url.replace('/token', '');
      answer.end(
        JSON.stringify({
          issuer,
          token_endpoint: `${issuer}/${worse}`,
          scopes_supported: [worse],
          grant_types_supported: [worse],
          token_endpoint_auth_methods_supported: [worse],
        }),
      );
    });
    return runSignet(['token', 'discover', url.replace('/token', '')]);
  },
  'saved flows and environments': () => runSignet(['flow', 'list'], home({ 'library.json': library })),
  'a flow that is not there': () =>
    runSignet(['token', 'request', '--flow', `no ${hostile}`], home({ 'library.json': library })),
  'a file of flows': () =>
    runSignet([
      'flow',
      'import',
      file('flows.json', JSON.stringify({ signet: 'flows', version: 1, flows: [flow] })),
    ]),
  'server files': () => runSignet(['servers'], home({ 'servers/mine.json': JSON.stringify(serverFile) })),
  'one server file': () =>
    runSignet(['servers', 'mine'], home({ 'servers/mine.json': JSON.stringify(serverFile) })),
  'the name of a server file': () =>
    runSignet(
      ['servers'],
      home({
        [`servers/${hostile.replaceAll('/', '')}.json`]: JSON.stringify({ ...serverFile, title: 'x' }),
      }),
    ),
  'a server file that is wrong': () =>
    runSignet(
      ['servers'],
      home({ 'servers/mine.json': JSON.stringify({ ...serverFile, placeholders: { [worse]: 1 } }) }),
    ),
  'entries of the vault': async () => {
    const inHome = { env: { SIGNET_HOME: scratchFolder(), SIGNET_PASSPHRASE: 'of the vault' } };
    const made = await runSignet(['vault', 'generate', hostile, '--type', 'hmac'], inHome);
    expect(made.status).toBe(0);
    expectShown(made);
    return runSignet(['vault', 'list'], inHome);
  },
  'a damaged document': () => {
    const inHome = home({ [`${hostile.replaceAll('/', '')}/library.json`]: '{' });
    return runSignet(['flow', 'list'], { env: { SIGNET_HOME: join(inHome.env.SIGNET_HOME, hostile) } });
  },
  'a failure that is not known': () => runSignet(['playground', '--fail', hostile]),
  'a client of the playground': () =>
    startPlayground(['--client-id', hostile, '--cert', join(fixtures, 'certificates', 'leaf.pem')]),
  'keytool: an alias that is not there': () =>
    runSignet([
      'keytool',
      '-list',
      '-keystore',
      join(fixtures, 'keystores', 'several.jks'),
      '-storepass',
      'changeit',
      '-alias',
      hostile,
    ]),
  'keytool: a store that is not there': () =>
    runSignet(['keytool', '-list', '-keystore', `/nowhere/${hostile}`]),
  'keytool: an option that is not known': () => runSignet(['keytool', '-list', hostile]),
  'keytool: a certificate': async () =>
    runSignet(['keytool', '-printcert', '-file', file('c.der', await hostileCertificate())]),
  'keytool: a list': async () =>
    runSignet(['keytool', '-list', '-keystore', await hostileStore(), '-storepass', 'changeit']),
  'keytool: a list with certificates': async () =>
    runSignet(['keytool', '-list', '-v', '-keystore', await hostileStore(), '-storepass', 'changeit']),
  'keytool: an import': async () =>
    runSignet([
      ...['keytool', '-importkeystore', '-srckeystore', await hostileStore(), '-srcstorepass', 'changeit'],
      ...['-destkeystore', join(scratchFolder(), `x${hostile}`), '-deststorepass', 'changeit'],
    ]),
  'keytool: a question': async () =>
    runSignet(
      [
        'keytool',
        '-importcert',
        '-alias',
        hostile,
        '-file',
        file('c.der', await hostileCertificate()),
        '-keystore',
        join(scratchFolder(), 'new'),
        '-storepass',
        'changeit',
      ],
      { input: 'no\n' },
    ),
};

/** What it prints until it stands, which it does with the addresses of its client. */
async function startPlayground(args: readonly string[]): Promise<SignetRun> {
  const child = spawn(process.execPath, [signetFile, 'playground', ...args], {
    env: { ...process.env, SIGNET_HOME: scratchFolder(), NO_COLOR: '1' },
  });
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.includes('endpoint ')) break;
  }
  child.kill('SIGINT');
  return { text, stderr: '' } as SignetRun;
}

async function hostileStore(): Promise<string> {
  const entry = {
    alias: hostile,
    kind: 'key',
    chain: [await hostileCertificate()],
    privateKey: pkcs8,
  } as const;
  return file('store.jks', await writeJks([entry], { password: 'changeit' }));
}

describe('text for people', () => {
  it.each(Object.entries(sources))('shows the hidden characters of %s', async (_, run) => {
    expectShown(await run());
  });
});

describe('JSON', () => {
  const documents: Readonly<Record<string, () => Promise<SignetRun>>> = {
    decode: () => runSignet(['decode', token({ alg: 'none' }, { iss: worse }), '--json']),
    'token request': async () => runSignet([...request, await answering({ error: worse }, 400), '--json']),
    'flow list': () =>
      runSignet(['flow', 'list', '--json'], home({ 'library.json': library.replaceAll(hostile, worse) })),
    servers: () =>
      runSignet(['servers', 'mine', '--json'], home({ 'servers/mine.json': JSON.stringify(serverFile) })),
    'a failure': () => runSignet(['key', 'show', `/nowhere/${hostile}`, '--json']),
  };

  it.each(Object.entries(documents))('of %s says the same without hidden characters', async (name, run) => {
    const { text, stderr } = await run();
    expect(stderr).toBe('');
    expectNothingHidden(text);
    expect(text.trimEnd()).not.toContain('\n');
    const strings: string[] = [];
    JSON.parse(text, (_, value) => {
      if (typeof value === 'string') strings.push(value);
      return value;
    });
    expect(strings.join(' ')).toContain(name === 'a failure' ? hostile : worse);
  });
});

const key = ['--secret', 'x'.repeat(32), '--algorithm', 'dir'];

it('data goes through a pipe as it is', async () => {
  const { text } = await runSignet(['encrypt', ...key, '-'], { input: hostile });
  const run = await runSignet(['decrypt', ...key.slice(0, 2), '-'], { input: text });
  expect(run.text).toBe(`${hostile.trim()}\n`);
});

/** Runs the command on a terminal of its own; what it writes comes back with the terminal's line ends undone. */
function runOnTerminal(args: readonly string[], input = ''): Promise<{ status: number; shown: string }> {
  const spawned = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
  const { NO_COLOR: _, ...inherited } = process.env;
  const env = { ...inherited, TERM: 'xterm-256color', SIGNET_HOME: scratchFolder() };
  return new Promise((resolve) => {
    const child = execFile(
      'python3',
      ['-c', spawned, process.execPath, signetFile, ...args],
      { env, timeout: 60_000 },
      (error, stdout) =>
        resolve({ status: Number(error?.code ?? 0), shown: stdout.replaceAll('\r\n', '\n') }),
    );
    child.stdin?.end(input);
  });
}

describe.skipIf(!hasTool('python3'))('on a terminal (skipped where there is no python3)', () => {
  /** Colours and styles that Signet sets; the hostile text has none of them. */
  const ours = new RegExp(`${String.fromCharCode(0x1b)}\\[(?:1|2|22|31|32|33|36|39)m`, 'g');
  const expectShownThere = (shown: string) => {
    expect(forbidden.test(shown.replace(ours, ''))).toBe(false);
    expect(shown).toContain('\\u{9b}');
  };

  it('colours are Signet’s own', async () => {
    const { shown } = await runOnTerminal(['decode', token({ alg: 'none', kid: worse }, { iss: worse })]);
    expect(shown).toMatch(ours);
    expectShownThere(shown);
  });

  it('a question shows whose password it wants', async () => {
    const entries = [{ alias: hostile, kind: 'key', chain: [], privateKey: pkcs8 } as const];
    const store = file('store.p12', await writePkcs12(entries, { password: 'changeit' }));
    const { shown } = await runOnTerminal(['sign', '--keystore', store, '--alias', hostile], 'wrong\n');
    expect(shown).toContain('password for ');
    expectShownThere(shown);
  });

  it('a decrypted text', async () => {
    const { text } = await runSignet(['encrypt', ...key, '-'], { input: hostile });
    const { status, shown } = await runOnTerminal(['decrypt', ...key.slice(0, 2), text.trim()]);
    expect(status).toBe(0);
    expectShownThere(shown);
  });

  it.each([
    [
      'keystore export',
      ['keystore', 'export', join(fixtures, 'certificates', 'leaf.pem'), '--format', 'der'],
      2,
    ],
    [
      'keytool',
      [
        ...['keytool', '-exportcert', '-keystore', join(fixtures, 'keystores', 'wso2carbon.jks')],
        ...['-storepass', 'wso2carbon', '-alias', 'wso2carbon'],
      ],
      1,
    ],
  ])('bytes that are not text are refused by %s, and piped', async (_, args, status) => {
    const refused = await runOnTerminal(args);
    expect(refused.status).toBe(status);
    expect(refused.shown).toContain('standard output is a terminal');
    const piped = await runSignet(args);
    expect(piped.status).toBe(0);
    expect(piped.stdout[0]).toBe(0x30);
  });
});

it('there is one way to a terminal', () => {
  const files = ['cli', 'core'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const direct = files
    .filter((each) => /process\.std(?:out|err)\.write|console\.\w+\(/.test(readFileSync(each, 'utf8')))
    .map((each) => relative(root, each))
    .sort();
  // The core may say two things by itself, a line each, shown in the same way.
  expect(direct).toEqual(['cli/support/output.ts', 'core/home/defect-log.ts']);
});
