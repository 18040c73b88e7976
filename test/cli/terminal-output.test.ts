import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeJks } from '../../core/keystore/write/write-jks.ts';
import { writePkcs12 } from '../../core/keystore/write/write-pkcs12.ts';
import { json, serveHttp, serveTcp } from '../core/http/test-servers.ts';
import {
  hiddenCharacter,
  hostileCertificate,
  hostileInJson,
  hostileKey,
  hostileText,
} from '../support/hostile-text.ts';
import {
  fixtures,
  root,
  runSignet,
  type SignetRun,
  scratchFolder,
  signetFile,
} from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

function expectShown({ text, stderr }: Pick<SignetRun, 'text' | 'stderr'>): void {
  expectNothingHidden(text + stderr);
  // It came there at all.
  expect(text + stderr).toMatch(/\\u\{9b\}|\\c2\\9b/);
}

function expectNothingHidden(all: string): void {
  expect(hiddenCharacter.exec(all)?.[0].codePointAt(0)?.toString(16)).toBeUndefined();
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

const pkcs8 = hostileKey();

const answering = async (body: unknown, status = 200) => (await serveHttp(json(body, status))).url;
const request = ['token', 'request', '--grant', 'client-credentials', '--endpoint'];

const serverFile = {
  title: hostileInJson,
  summary: hostileInJson,
  use: 'grant',
  auth: ['none'],
  rules: { algorithms: [hostileInJson], requiredHeader: [hostileInJson], requiredClaims: [hostileInJson] },
  preset: {
    header: { [hostileInJson]: hostileInJson },
    claims: { [hostileInJson]: hostileInJson },
    endpoint: hostileInJson,
    params: [[hostileInJson, hostileInJson]],
  },
  placeholders: { [hostileInJson]: { what: hostileInJson, example: hostileInJson } },
  certificate: { format: 'pem', where: hostileInJson },
  notes: [hostileInJson],
  errors: [{ error: hostileInJson, cause: hostileInJson, fix: hostileInJson }],
  source: hostileInJson,
};

const flow = {
  name: hostileText,
  endpoint: `https://as.example/${hostileText}`,
  grant: 'client-credentials',
  auth: { method: 'none' },
};
const library = JSON.stringify({
  flows: [flow],
  environments: [{ name: hostileInJson, variables: [[hostileInJson, hostileInJson]] }],
});

/** Every source of text that is not Signet's own, through the real command. */
const sources: Readonly<Record<string, () => Promise<SignetRun>>> = {
  'a token’s header and claims': () =>
    runSignet([
      'decode',
      token(
        { alg: 'none', kid: hostileInJson, [hostileInJson]: 1 },
        { iss: hostileInJson, [hostileInJson]: [hostileInJson] },
      ),
    ]),
  'a payload that is text': () => runSignet(['decode', token({ alg: 'HS256' }, hostileText)]),
  'a token that is none': () => runSignet(['decode', `\u009b${hostileText}.${hostileText}`]),
  'a verdict': () =>
    runSignet([
      'verify',
      token({ alg: hostileInJson }, { iss: hostileInJson }),
      '--secret',
      'x'.repeat(32),
      '--issuer',
      hostileText,
    ]),
  'the claims of a token that is signed': () =>
    runSignet([
      ...[
        'sign',
        '--secret',
        'x'.repeat(32),
        '--steps',
        '--claim',
        `${hostileText}=1`,
        '--server',
        'wso2-api-manager',
      ],
      ...['--header', JSON.stringify({ x: hostileText })],
    ]),
  'the kid of a JWK': () => {
    const jwk = JSON.parse(readFileSync(join(fixtures, 'jwk', 'rsa-2048.public.json'), 'utf8'));
    return runSignet(['key', 'show', file('key.json', JSON.stringify({ ...jwk, kid: hostileInJson }))]);
  },
  'the alias of a PKCS#12': async () => {
    const entries = [
      { alias: hostileText, kind: 'key', chain: [await hostileCertificate()], privateKey: pkcs8 } as const,
    ];
    const store = file('store.p12', await writePkcs12(entries, { password: 'changeit' }));
    return runSignet(['keystore', 'list', store, '--storepass', 'changeit']);
  },
  'an alias that is not there': () =>
    runSignet(['keystore', 'export', join(fixtures, 'jwk', 'set.json'), '--alias', hostileText]),
  'a certificate': async () => runSignet(['cert', 'show', file('c.der', await hostileCertificate())]),
  'a chain': async () => runSignet(['cert', 'chain', file('c.der', await hostileCertificate())]),
  'a file that is not there': () => runSignet(['key', 'show', `/nowhere/${hostileText}`]),
  'a file that is written': () =>
    runSignet([
      'cert',
      'create',
      '--key',
      join(fixtures, 'pem', 'rsa-2048.pkcs8.pem'),
      '--subject',
      'CN=x',
      '--out',
      join(scratchFolder(), hostileText),
    ]),
  'an option that is not known': () => runSignet(['decode', `--${hostileText}`]),
  'a command that is not known': () => runSignet([hostileText]),
  'a choice that is not known': () => runSignet(['completion', hostileText]),
  'a stack trace': () => runSignet(['key', 'show', `/nowhere/${hostileText}`, '--debug']),
  'the error of a token endpoint': async () =>
    runSignet([
      ...request,
      await answering(
        { error: hostileInJson, error_description: hostileInJson, [hostileInJson]: hostileInJson },
        400,
      ),
    ]),
  'the members of an answer': async () =>
    runSignet([
      ...request,
      await answering({
        access_token: hostileInJson,
        token_type: hostileInJson,
        scope: { [hostileInJson]: hostileInJson },
      }),
    ]),
  'the trace of an answer': async () => {
    const { url } = await serveTcp((socket) =>
      socket.end(
        `HTTP/1.1 400 \u009b2J\u202e Bad\r\nX-Note: \u009b2J\u202e\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>${hostileText}</p>\nforged: body`,
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
    return runSignet([...request, url, '--param', `x=${hostileText}`, '--trace']);
  },
  'a protected resource': async () => {
    const { url } = await serveHttp((answer) => answer.end(hostileText));
    return runSignet(['token', 'call', url, '--access-token', 'x']);
  },
  'a discovery document': async () => {
    const { url } = await serveHttp((answer) => {
      const issuer = url.replace('/token', '');
      answer.end(
        JSON.stringify({
          issuer,
          token_endpoint: `${issuer}/${hostileInJson}`,
          scopes_supported: [hostileInJson],
          grant_types_supported: [hostileInJson],
          token_endpoint_auth_methods_supported: [hostileInJson],
        }),
      );
    });
    return runSignet(['token', 'discover', url.replace('/token', '')]);
  },
  'saved flows and environments': () => runSignet(['flow', 'list'], home({ 'library.json': library })),
  'a flow that is not there': () =>
    runSignet(['token', 'request', '--flow', `no ${hostileText}`], home({ 'library.json': library })),
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
        [`servers/${hostileText.replaceAll('/', '')}.json`]: JSON.stringify({ ...serverFile, title: 'x' }),
      }),
    ),
  'a server file that is wrong': () =>
    runSignet(
      ['servers'],
      home({ 'servers/mine.json': JSON.stringify({ ...serverFile, placeholders: { [hostileInJson]: 1 } }) }),
    ),
  'entries of the vault': async () => {
    const inHome = { env: { SIGNET_HOME: scratchFolder(), SIGNET_PASSPHRASE: 'of the vault' } };
    const made = await runSignet(['vault', 'generate', hostileText, '--type', 'hmac'], inHome);
    expect(made.status).toBe(0);
    expectShown(made);
    return runSignet(['vault', 'list'], inHome);
  },
  'a damaged document': () => {
    const inHome = home({ [`${hostileText.replaceAll('/', '')}/library.json`]: '{' });
    return runSignet(['flow', 'list'], { env: { SIGNET_HOME: join(inHome.env.SIGNET_HOME, hostileText) } });
  },
  'a failure that is not known': () => runSignet(['playground', '--fail', hostileText]),
  'a client of the playground': () =>
    startPlayground(['--client-id', hostileText, '--cert', join(fixtures, 'certificates', 'leaf.pem')]),
  'keytool: an alias that is not there': () =>
    runSignet([
      'keytool',
      '-list',
      '-keystore',
      join(fixtures, 'keystores', 'several.jks'),
      '-storepass',
      'changeit',
      '-alias',
      hostileText,
    ]),
  'keytool: a store that is not there': () =>
    runSignet(['keytool', '-list', '-keystore', `/nowhere/${hostileText}`]),
  'keytool: an option that is not known': () => runSignet(['keytool', '-list', hostileText]),
  'keytool: a certificate': async () =>
    runSignet(['keytool', '-printcert', '-file', file('c.der', await hostileCertificate())]),
  'keytool: a list': async () =>
    runSignet(['keytool', '-list', '-keystore', await hostileStore(), '-storepass', 'changeit']),
  'keytool: a list with certificates': async () =>
    runSignet(['keytool', '-list', '-v', '-keystore', await hostileStore(), '-storepass', 'changeit']),
  'keytool: an import': async () =>
    runSignet([
      ...['keytool', '-importkeystore', '-srckeystore', await hostileStore(), '-srcstorepass', 'changeit'],
      ...['-destkeystore', join(scratchFolder(), `x${hostileText}`), '-deststorepass', 'changeit'],
    ]),
  'keytool: a question': async () =>
    runSignet(
      [
        'keytool',
        '-importcert',
        '-alias',
        hostileText,
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
    alias: hostileText,
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
    decode: () => runSignet(['decode', token({ alg: 'none' }, { iss: hostileInJson }), '--json']),
    'token request': async () =>
      runSignet([...request, await answering({ error: hostileInJson }, 400), '--json']),
    'flow list': () =>
      runSignet(
        ['flow', 'list', '--json'],
        home({ 'library.json': library.replaceAll(hostileText, hostileInJson) }),
      ),
    servers: () =>
      runSignet(['servers', 'mine', '--json'], home({ 'servers/mine.json': JSON.stringify(serverFile) })),
    'a failure': () => runSignet(['key', 'show', `/nowhere/${hostileText}`, '--json']),
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
    expect(strings.join(' ')).toContain(name === 'a failure' ? hostileText : hostileInJson);
  });
});

const key = ['--secret', 'x'.repeat(32), '--algorithm', 'dir'];

it('data goes through a pipe as it is', async () => {
  const { text } = await runSignet(['encrypt', ...key, '-'], { input: hostileText });
  const run = await runSignet(['decrypt', ...key.slice(0, 2), '-'], { input: text });
  expect(run.text).toBe(`${hostileText.trim()}\n`);
});

/** Runs the command on a terminal of its own; what it writes comes back with the terminal's line ends undone. */
function runOnTerminal(args: readonly string[], input = ''): Promise<{ status: number; shown: string }> {
  const spawned = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
  // On a build machine that it does not know, Node writes no colours.
  const { NO_COLOR: _, CI: _ci, ...inherited } = process.env;
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
  /** Colours and styles that Signet sets; the hostileText text has none of them. */
  const ours = new RegExp(`${String.fromCharCode(0x1b)}\\[(?:1|2|22|31|32|33|36|39)m`, 'g');
  const expectShownThere = (shown: string) => {
    expect(hiddenCharacter.test(shown.replace(ours, ''))).toBe(false);
    expect(shown).toContain('\\u{9b}');
  };

  it('colours are Signet’s own', async () => {
    const { shown } = await runOnTerminal([
      'decode',
      token({ alg: 'none', kid: hostileInJson }, { iss: hostileInJson }),
    ]);
    expect(shown).toMatch(ours);
    expectShownThere(shown);
  });

  it('a question shows whose password it wants', async () => {
    const entries = [{ alias: hostileText, kind: 'key', chain: [], privateKey: pkcs8 } as const];
    const store = file('store.p12', await writePkcs12(entries, { password: 'changeit' }));
    const { shown } = await runOnTerminal(['sign', '--keystore', store, '--alias', hostileText], 'wrong\n');
    expect(shown).toContain('password for ');
    expectShownThere(shown);
  });

  it('a decrypted text', async () => {
    const { text } = await runSignet(['encrypt', ...key, '-'], { input: hostileText });
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
