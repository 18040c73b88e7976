import { type JsonObject, parseJson } from '../../shared/base/json.ts';
import type { Result } from '../../shared/base/result.ts';
import type { ErrorData } from '../../shared/base/signet-error.ts';
import type { About } from '../../shared/contract/about.ts';
import type {
  CertificateDescription,
  ListedCertificate,
} from '../../shared/contract/certificate-description.ts';
import type { Client } from '../../shared/contract/contract.ts';
import type { AcceptedCertificate } from '../../shared/contract/endpoint.ts';
import type { FlowLibrary } from '../../shared/contract/flows.ts';
import type { DecryptedToken, KeyPlace, Verdict } from '../../shared/contract/jose.ts';
import type { OpenKeyStore } from '../../shared/contract/keystore.ts';
import type {
  PlaygroundClient,
  PlaygroundFailure,
  PlaygroundLogEntry,
  PlaygroundStatus,
} from '../../shared/contract/playground.ts';
import type { KeychainStatus, VaultEntry, VaultSlot, VaultStatus } from '../../shared/contract/vault.ts';
import type { Draft, SavedDraft, Settings } from '../../shared/contract/workspace.ts';
import { algorithmsForKey } from '../../shared/jwt/algorithms.ts';
import { decodeToken } from '../../shared/jwt/decode-token.ts';
import type { Finding } from '../../shared/jwt/finding.ts';
import { compareEntries } from '../../shared/oauth/compare-entries.ts';
import type { HistoryEntry } from '../../shared/oauth/history-entry.ts';
import type { TokenExchange } from '../../shared/oauth/token-exchange.ts';
import { knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import { fakeCertificate, fakeChainReport, rsaKey } from './fake-certificates.ts';
import { fakeMetadata, grantedExchange } from './fake-exchanges.ts';
import { fakeFetched, fakeStore } from './fake-stores.ts';
import { fakeAlgorithms, fakeEncrypted, fakeSigned, validVerdict } from './fake-tokens.ts';

const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });
const fail = (error: ErrorData): Promise<Result<never>> => Promise.resolve({ ok: false, error });

/** The passphrase, file password and key password that the fake takes. */
export const fakePassword = 'open sesame';

/** The core in memory: keeps what it is given and answers as the core would, without any cryptography. */
export class FakeClient implements Client {
  /** Every call that came in, as `service.method`. */
  readonly calls: { readonly method: string; readonly input: unknown }[] = [];
  entries: VaultEntry[] = [];
  removedEntries: VaultEntry[] = [];
  state: VaultStatus['state'] = 'memory';
  slots: VaultSlot[] = [{ id: 'slot-1', kind: 'passphrase', created: '2026-11-01T09:30:00Z' }];
  keychain: KeychainStatus = { state: 'none' };
  /** Entries that another Signet's vault file keeps out. */
  unsaved = 0;
  damage: string | undefined;
  face: About['face'] = 'loopback';
  /** What methods of the vault fail with, by name: `unlock`. */
  vaultFailures: Readonly<Partial<Record<keyof Client['vault'], ErrorData>>> = {};
  draft: Draft | null = null;
  drafts: readonly SavedDraft[] = [];
  settings: Settings = { theme: 'light' };
  playgroundRunning = false;
  clients: PlaygroundClient[] = [];
  log: PlaygroundLogEntry[] = [];
  failure: PlaygroundFailure | undefined;
  /** What the token endpoint answers next. */
  exchange: TokenExchange = grantedExchange;
  /** What signing finds. */
  signFindings: readonly Finding[] = [];
  /** Where tokens say that keys can be fetched. */
  keyPlaces: readonly KeyPlace[] = [];
  /** What is inside every encrypted token. */
  decrypted: Pick<DecryptedToken, 'claims' | 'plaintext' | 'nested'> = {
    claims: { iss: 'me' },
    nested: false,
  };
  /** What verification answers next. */
  verdict: Verdict = validVerdict;
  /** Stores that `keystore.open` knows, by file name; others are of an unknown format. */
  stores: Readonly<Record<string, OpenKeyStore>> = { 'keys.p12': fakeStore };
  /** Certificates that were accepted. */
  accepted: readonly AcceptedCertificate[] = [];
  /** Why the token endpoint is not trusted, until its certificate is accepted. */
  untrusted: ErrorData | undefined;
  library: FlowLibrary = { flows: [], environments: [] };
  /** The history, newest first. */
  sent: readonly HistoryEntry[] = [];
  #count = 0;

  /** Adds an RSA key with a self-signed certificate, as a user would have it. */
  withKey(name = 'gateway-key', more: Partial<VaultEntry> = {}): this {
    this.entries = [...this.entries, this.#entry(name, more)];
    return this;
  }

  readonly about: Client['about'] = {
    get: () => ok({ version: '0.1.0', face: this.face, home: '/home/me/.config/signet' }),
  };

  readonly vault: Client['vault'] = this.#failing({
    status: () => ok(this.#status()),
    create: (input) => this.#to('vault.create', input, 'unlocked'),
    unlock: (input) =>
      input.passphrase === fakePassword || (input.passphrase === undefined && this.#hasKeychain())
        ? this.#to('vault.unlock', input, 'unlocked')
        : fail({
            code: 'wrong-password',
            message: 'the passphrase is wrong',
            hint: 'check the keyboard layout',
          }),
    lock: (input) => this.#to('vault.lock', input, 'locked'),
    list: () => ok(this.entries),
    generate: (input) => {
      this.#note('vault.generate', input);
      const taken = this.#taken(input.name);
      if (taken !== undefined) return taken;
      const key =
        input.type === 'rsa'
          ? { ...rsaKey, bits: input.bits ?? 2048 }
          : { type: 'EC' as const, curve: input.curve ?? 'P-256' };
      return this.#add(
        this.#entry(input.name, {
          key,
          algorithms: algorithmsForKey(key),
          chain: input.subject === undefined ? [] : [fakeCertificate(input.name, { subject: input.subject })],
        }),
      );
    },
    import: (input) => {
      this.#note('vault.import', input);
      return this.#taken(input.name) ?? this.#add(this.#entry(input.name));
    },
    addSecret: (input) => {
      this.#note('vault.addSecret', input);
      const taken = this.#taken(input.name);
      return (
        taken ??
        this.#add(
          this.#entry(input.name, { kind: input.kind, chain: [], algorithms: [], key: { type: 'oct' } }),
        )
      );
    },
    rename: (input) => {
      this.#note('vault.rename', input);
      const taken = this.#taken(input.name);
      if (taken !== undefined) return taken;
      this.entries = this.entries.map((each) =>
        each.id === input.entry ? { ...each, name: input.name } : each,
      );
      return ok(this.entries.find((each) => each.id === input.entry) ?? this.#entry(input.name));
    },
    remove: (input) => {
      this.#note('vault.remove', input);
      const entry = this.entries.find((each) => each.id === input.entry);
      this.entries = this.entries.filter((each) => each.id !== input.entry);
      this.removedEntries = this.removedEntries.filter((each) => each.id !== input.entry);
      if (entry && !input.forever)
        this.removedEntries = [{ ...entry, removed: '2026-11-01T12:00:00Z' }, ...this.removedEntries];
      return ok(null);
    },
    annotate: (input) => {
      this.#note('vault.annotate', input);
      return this.#change(input.entry, (entry) => ({
        ...entry,
        ...(input.tags === undefined ? {} : { tags: input.tags }),
        ...(input.note === undefined ? {} : { note: input.note }),
      }));
    },
    removed: () => ok(this.removedEntries),
    undoRemove: (input) => {
      this.#note('vault.undoRemove', input);
      const found = this.removedEntries.find((each) => each.id === input.entry);
      if (!found) return fail({ code: 'entry-not-found', message: 'there is no such entry' });
      const { removed: _, ...entry } = found;
      const name = input.name ?? entry.name;
      const taken = this.#taken(name);
      if (taken !== undefined) return taken;
      this.removedEntries = this.removedEntries.filter((each) => each !== found);
      return this.#add({ ...entry, name });
    },
    addPassphrase: (input) => {
      this.#note('vault.addPassphrase', input);
      const { label } = input;
      const id = `slot-${this.slots.length + 1}`;
      this.slots = [...this.slots, { id, kind: 'passphrase', ...(label === undefined ? {} : { label }) }];
      return ok(this.#status());
    },
    addKeychain: (input) => {
      this.#note('vault.addKeychain', input);
      const slot = { id: 'slot-keychain', kind: 'keychain', machine: 'me@here', here: true } as const;
      this.slots = [...this.slots.filter((each) => each.id !== slot.id), slot];
      return ok(this.#status());
    },
    changePassphrase: (input) => {
      this.#note('vault.changePassphrase', input);
      return input.current === fakePassword
        ? ok(this.#status())
        : fail({ code: 'wrong-password', message: 'this is not a passphrase of the vault' });
    },
    removeSlot: (input) => {
      this.#note('vault.removeSlot', input);
      if (this.slots.length === 1)
        return fail({
          code: 'slot-last',
          message: 'this is the only way into the vault',
          hint: 'add another passphrase first',
        });
      this.slots = this.slots.filter((each) => each.id !== input.slot);
      return ok(this.#status());
    },
    rotate: (input) => {
      this.#note('vault.rotate', input);
      return input.passphrases.every((each) => each === fakePassword)
        ? ok(this.#status())
        : fail({ code: 'wrong-password', message: 'this is not a passphrase of the vault' });
    },
    export: (input) => {
      this.#note('vault.export', input);
      return ok({ written: input.file ?? '/home/me/key.pem', bytes: 1800, sha256: 'a3f5c9'.repeat(10) });
    },
    backup: (input) => {
      this.#note('vault.backup', input);
      return ok({ written: input.file ?? '/home/me/vault.backup', bytes: 4000, sha256: 'a3f5c9'.repeat(10) });
    },
    restore: (input) => {
      this.#note('vault.restore', { ...input, base64: '…' });
      if (input.passphrase !== fakePassword)
        return fail({ code: 'wrong-password', message: 'this is not a passphrase of the backup' });
      const entry = this.#push(this.#entry('restored-key'));
      return ok({ restored: [entry], renamed: [], skipped: [] });
    },
    rescue: (input) => {
      this.#note('vault.rescue', input);
      if (this.damage === undefined) return ok({ rescued: 0, lost: [], keptAside: null });
      this.damage = undefined;
      this.state = 'unlocked';
      return ok({
        rescued: this.entries.length,
        lost: [],
        keptAside: '/home/me/.config/signet/vault.json.damaged-2026-11-01T120000.000Z',
      });
    },
    erase: (input) => {
      this.#note('vault.erase', input);
      this.entries = [];
      this.removedEntries = [];
      this.slots = [];
      this.state = 'memory';
      this.draft = null;
      return ok(null);
    },
  });

  readonly keystore: Client['keystore'] = {
    open: (input) => {
      this.#note('keystore.open', { ...input, base64: '…' });
      const store = this.stores[input.name];
      if (!store)
        return fail({
          code: 'unknown-format',
          message: 'this is no key store or certificate',
          hint: 'open a PKCS#12, JKS, PEM or DER file',
        });
      return ok(input.password === fakePassword ? { ...store, passwordNeeded: false } : store);
    },
    unlock: (input) => {
      this.#note('keystore.unlock', input);
      const store = Object.values(this.stores).find((each) => each.store === input.store);
      if (!store) return fail({ code: 'store-not-open', message: 'the store is not open' });
      return input.password === fakePassword
        ? ok({ ...store, integrity: 'ok', passwordNeeded: false })
        : fail({ code: 'wrong-password', message: 'the password is wrong' });
    },
    convert: (input) => {
      this.#note('keystore.convert', input);
      const store = Object.values(this.stores).find((each) => each.store === input.store);
      return ok({ written: input.file ?? '/home/me/keys.p12', entries: store?.entries ?? [] });
    },
    close: (input) => {
      this.#note('keystore.close', input);
      return ok(null);
    },
  };

  readonly certificate: Client['certificate'] = {
    export: (input) => {
      this.#note('certificate.export', input);
      const { pem } = fakeCertificate('exported');
      const binary = input.format === 'der';
      return ok({
        filename: `gateway-key.${binary ? 'crt' : input.format}`,
        mediaType: binary ? 'application/pkix-cert' : 'text/plain',
        base64: btoa(pem),
        ...(binary ? {} : { text: pem }),
        sha256: 'a3f5c9'.repeat(10),
        bytes: pem.length,
        commands:
          'store' in input.source
            ? [
                { tool: 'keytool', line: 'keytool -exportcert -rfc -alias wso2carbon -keystore keys.p12' },
                { tool: 'openssl', line: 'openssl pkcs12 -in keys.p12 -nokeys -clcerts' },
              ]
            : [],
      });
    },
    describe: (input) => {
      this.#note('certificate.describe', input);
      const { source } = input;
      const chain =
        'entry' in source
          ? this.entries.find((each) => each.id === source.entry)?.chain
          : Object.values({ ...this.stores, fetched: fakeFetched })
              .find((each) => each.store === source.store)
              ?.entries.find((each) => each.alias === source.alias)?.chain;
      return chain === undefined || chain.length === 0
        ? fail({ code: 'not-a-certificate', message: 'there is no certificate' })
        : ok(fakeChainReport(inFull(chain)));
    },
    fetch: (input) => {
      this.#note('certificate.fetch', input);
      return input.server.startsWith('gateway.example')
        ? ok(fakeFetched)
        : fail({
            code: 'endpoint-unreachable',
            message: `${input.server} cannot be reached: nothing listens there`,
            hint: 'check the address, the port, and whether the server is running',
          });
    },
    request: (input) => {
      this.#note('certificate.request', input);
      const text = '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n';
      return ok({
        filename: 'gateway-key.csr',
        mediaType: 'application/pkcs10',
        base64: btoa(text),
        text,
        sha256: 'a3f5c9'.repeat(10),
        bytes: text.length,
        commands: [],
      });
    },
    create: (input) => {
      this.#note('certificate.create', input);
      return this.#withChain(input.entry, [fakeCertificate('created', { subject: input.subject })]);
    },
    attach: (input) => {
      this.#note('certificate.attach', input);
      const { source } = input;
      const given =
        'store' in source
          ? Object.values(this.stores)
              .find((each) => each.store === source.store)
              ?.entries.find((each) => each.alias === source.alias)
          : undefined;
      if (given?.alias !== 'wso2carbon')
        return fail({
          code: 'certificate-mismatch',
          message: 'the certificate does not belong to the key',
          hint: 'it was issued for another key: compare their thumbprints',
        });
      return this.#withChain(input.entry, inFull(given.chain));
    },
  };

  readonly jose: Client['jose'] = {
    sign: (input) => {
      this.#note('jose.sign', input);
      const entry = this.entries.find((each) => each.id === input.entry);
      if (!entry) return fail({ code: 'entry-not-found', message: 'the vault has no such key' });
      if (this.state === 'locked')
        return fail({
          code: 'vault-locked',
          message: 'the vault is locked',
          hint: 'unlock it with its passphrase',
        });
      const weak = (entry.key?.bits ?? 2048) < 2048;
      if (weak && !input.allowWeakKey) {
        return fail({
          code: 'key-too-small',
          message: `the key has ${entry.key?.bits} bits; RS256 asks for 2048 or more`,
        });
      }
      return ok({
        ...fakeSigned(JSON.parse(input.header) as JsonObject, JSON.parse(input.claims) as JsonObject),
        findings: this.signFindings,
      });
    },
    verify: (input) => {
      this.#note('jose.verify', input);
      const { header, claims } = decodeToken(input.token);
      return ok({ ...this.verdict, header, payload: claims });
    },
    encrypt: (input) => {
      this.#note('jose.encrypt', input);
      return ok({ token: fakeEncrypted, header: JSON.parse(input.header) as JsonObject });
    },
    decrypt: (input) => {
      this.#note('jose.decrypt', input);
      const { header } = decodeToken(input.token);
      const key = { ...rsaKey, source: 'key' };
      return ok({ header: header ?? {}, ...this.decrypted, key, findings: [] });
    },
    certificates: () => ok(fakeChainReport([fakeCertificate('from x5c')])),
    fetchPlan: ({ key }) =>
      ok({ requests: [{ url: 'jwks' in key ? key.jwks : key.issuer, purpose: 'the JWK set' }] }),
    keyPlaces: () => ok(this.keyPlaces),
    algorithms: () => ok(fakeAlgorithms),
  };

  readonly endpoint: Client['endpoint'] = {
    send: (input) => {
      this.#note('endpoint.send', input);
      return this.untrusted && this.accepted.length === 0 ? fail(this.untrusted) : ok(this.exchange);
    },
    introspect: (input) => {
      this.#note('endpoint.introspect', input);
      return ok({ ...grantedExchange, tokens: { active: true, client_id: 'gateway-1', exp: 1_795_200_000 } });
    },
    revoke: (input) => {
      this.#note('endpoint.revoke', input);
      return ok({ ...grantedExchange, answer: 'empty', tokens: {} });
    },
    callResource: (input) => {
      this.#note('endpoint.callResource', input);
      const { tokens: _tokens, answer: _answer, format: _format, ...facts } = grantedExchange;
      return ok({ ...facts, contentType: 'application/json', body: '{"sub":"alice"}' });
    },
    discover: (input) => {
      this.#note('endpoint.discover', input);
      return ok({ ...fakeMetadata, issuer: input.issuer });
    },
    acceptedCertificates: () => ok(this.accepted),
    acceptCertificate: (input) => {
      this.#note('endpoint.acceptCertificate', input);
      const { hostname, port } = new URL(input.endpoint);
      const server = `${hostname}:${port || 443}`;
      const others = this.accepted.filter((each) => each.server !== server);
      this.accepted = [...others, { server, sha256: input.sha256, accepted: '2026-11-21T10:00:00Z' }];
      return ok(this.accepted);
    },
    forgetCertificate: (input) => {
      this.#note('endpoint.forgetCertificate', input);
      this.accepted = this.accepted.filter((each) => each.server !== input.server);
      return ok(this.accepted);
    },
  };

  readonly flows: Client['flows'] = {
    list: () => ok(this.library),
    save: (input) => {
      this.#note('flows.save', input);
      const others = this.library.flows.filter((each) => each.name !== input.flow.name);
      this.library = { ...this.library, flows: [...others, input.flow] };
      return ok(this.library);
    },
    remove: (input) => {
      this.#note('flows.remove', input);
      const flows = this.library.flows.filter((each) => each.name !== input.name);
      this.library = { ...this.library, flows };
      return ok(this.library);
    },
    saveEnvironment: (input) => {
      this.#note('flows.saveEnvironment', input);
      const others = this.library.environments.filter((each) => each.name !== input.environment.name);
      this.library = { ...this.library, environments: [...others, input.environment] };
      return ok(this.library);
    },
    removeEnvironment: (input) => {
      this.#note('flows.removeEnvironment', input);
      const environments = this.library.environments.filter((each) => each.name !== input.name);
      this.library = { ...this.library, environments };
      return ok(this.library);
    },
    send: (input) => {
      this.#note('flows.send', input);
      const known = this.library.flows.some((each) => each.name === input.name);
      if (known && this.untrusted && this.accepted.length === 0) return fail(this.untrusted);
      return known
        ? ok(this.exchange)
        : fail({ code: 'entry-not-found', message: 'there is no such flow', hint: 'save it first' });
    },
    export: (input) => {
      this.#note('flows.export', input);
      return ok({ filename: 'signet-flows.json', text: JSON.stringify(this.library) });
    },
    import: (input) => {
      this.#note('flows.import', input);
      this.library = JSON.parse(input.text) as FlowLibrary;
      return ok(this.library);
    },
  };

  readonly history: Client['history'] = {
    list: ({ search = '' }) => ok(this.sent.filter((each) => JSON.stringify(each).includes(search))),
    sendAgain: (input) => {
      this.#note('history.sendAgain', input);
      return ok(this.exchange);
    },
    compare: (input) => {
      this.#note('history.compare', input);
      const find = (id: string) => this.sent.find((each) => each.id === id);
      const [left, right] = [find(input.left), find(input.right)];
      return left && right
        ? ok(compareEntries(left, right))
        : fail({ code: 'entry-not-found', message: 'the history has no such entry' });
    },
    remove: (input) => {
      this.#note('history.remove', input);
      this.sent = this.sent.filter((each) => each.id !== input.id);
      return ok(null);
    },
    clear: () => {
      this.sent = [];
      return ok(null);
    },
  };

  ownServers: readonly Server[] = [];
  readonly servers: Client['servers'] = {
    list: () => ok(this.#servers()),
    save: (input) => {
      this.#note('servers.save', input);
      const parsed = parseJson(input.text);
      if (!parsed.ok || typeof parsed.value !== 'object')
        return fail({ code: 'server-file-invalid', message: `${input.name}.json is no server file` });
      const server = { ...(parsed.value as unknown as Server), name: input.name };
      this.ownServers = [...this.ownServers.filter(({ name }) => name !== input.name), server];
      return ok(this.#servers());
    },
    remove: (input) => {
      this.#note('servers.remove', input);
      this.ownServers = this.ownServers.filter(({ name }) => name !== input.name);
      return ok(this.#servers());
    },
  };

  readonly playground: Client['playground'] = {
    status: () => ok(this.#playground()),
    start: () => {
      this.playgroundRunning = true;
      return ok(this.#playground());
    },
    stop: () => {
      this.playgroundRunning = false;
      return ok(this.#playground());
    },
    fail: (input) => {
      this.#note('playground.fail', input);
      const { mode, clientId, count } = input;
      const failure = mode && { mode, ...(count === undefined ? {} : { remaining: count }) };
      if (clientId === undefined) this.failure = failure;
      return ok(this.#playground());
    },
    register: (input) => {
      this.#note('playground.register', input);
      const entry = this.entries.find(
        (each) => input.certificate && 'entry' in input.certificate && each.id === input.certificate.entry,
      );
      const certificate = entry?.chain[0]?.sha256;
      if (certificate === undefined)
        return fail({ code: 'not-a-certificate', message: 'this entry has no certificate' });
      const url = 'http://127.0.0.1:40123';
      const client: PlaygroundClient =
        input.kind === 'gateway'
          ? {
              kind: 'gateway',
              authentication: 'none',
              clientId: 'gateway-1',
              issuer: 'gateway-1',
              audience: `${url}/api/oauth/token`,
              endpoint: `${url}/api/oauth/token`,
              certificate,
            }
          : {
              kind: 'api-manager',
              authentication: 'client_secret_basic',
              clientId: 'manager-1',
              secret: this.#push(
                this.#entry('secret of manager-1', { kind: 'client-secret', algorithms: [], chain: [] }),
              ).id,
              issuer: 'jwtIDP',
              subject: 'admin',
              audience: `${url}/oauth2/token`,
              endpoint: `${url}/oauth2/token`,
              certificate,
            };
      this.clients = [client, ...this.clients];
      return ok(client);
    },
  };

  readonly workspace: Client['workspace'] = {
    load: () => ok({ draft: this.draft, drafts: this.drafts, settings: this.settings }),
    saveDraft: (input) => {
      this.#note('workspace.saveDraft', input);
      this.draft = input.draft;
      return ok(null);
    },
    keepDraft: (input) => {
      this.#note('workspace.keepDraft', input);
      const saved = { ...input, saved: '2026-11-01T09:30:00Z' };
      this.drafts = [...this.drafts.filter((each) => each.name !== input.name), saved];
      return ok(this.drafts);
    },
    dropDraft: (input) => {
      this.#note('workspace.dropDraft', input);
      this.drafts = this.drafts.filter((each) => each.name !== input.name);
      return ok(this.drafts);
    },
    saveSettings: (input) => {
      this.#note('workspace.saveSettings', input);
      this.settings = input.settings;
      return ok(null);
    },
  };

  /** The inputs of every call of one method. */
  inputsOf(method: string): unknown[] {
    return this.calls.filter((each) => each.method === method).map((each) => each.input);
  }

  #servers(): readonly Server[] {
    const own = new Set(this.ownServers.map(({ name }) => name));
    return [...this.ownServers, ...knownServers.filter(({ name }) => !own.has(name))];
  }

  #note(method: string, input: unknown): void {
    this.calls.push({ method, input });
  }

  #entry(name: string, more: Partial<VaultEntry> = {}): VaultEntry {
    this.#count += 1;
    return {
      id: `entry-${this.#count}`,
      name,
      kind: 'key',
      key: rsaKey,
      chain: [fakeCertificate(name)],
      algorithms: algorithmsForKey(rsaKey),
      created: '2026-11-01T09:30:00Z',
      ...more,
    };
  }

  #hasKeychain(): boolean {
    return this.keychain.state === 'available' && this.slots.some(({ here }) => here === true);
  }

  #failing(methods: Client['vault']): Client['vault'] {
    return Object.fromEntries(
      Object.entries(methods).map(([name, run]) => [
        name,
        (...given: unknown[]) => {
          const failure = this.vaultFailures[name as keyof Client['vault']];
          return failure ? fail(failure) : (run as (...given: unknown[]) => unknown)(...given);
        },
      ]),
    ) as unknown as Client['vault'];
  }

  #withChain(id: string, chain: VaultEntry['chain']): Promise<Result<VaultEntry>> {
    return this.#change(id, (entry) => ({ ...entry, chain }));
  }

  #change(id: string, change: (entry: VaultEntry) => VaultEntry): Promise<Result<VaultEntry>> {
    this.entries = this.entries.map((each) => (each.id === id ? change(each) : each));
    const entry = this.entries.find((each) => each.id === id);
    return entry ? ok(entry) : fail({ code: 'entry-not-found', message: 'there is no such entry' });
  }

  #push(entry: VaultEntry): VaultEntry {
    this.entries = [...this.entries, entry];
    return entry;
  }

  #add(entry: VaultEntry): Promise<Result<VaultEntry>> {
    return ok(this.#push(entry));
  }

  #taken(name: string): Promise<Result<never>> | undefined {
    if (!this.entries.some((each) => each.name === name)) return undefined;
    return fail({
      code: 'name-taken',
      message: `there is already an entry called ${name}`,
      hint: 'choose another name',
    });
  }

  #to(method: string, input: unknown, state: VaultStatus['state']): Promise<Result<VaultStatus>> {
    this.#note(method, input);
    this.state = state;
    return ok(this.#status());
  }

  #status(): VaultStatus {
    return {
      state: this.state,
      file: '/home/me/.config/signet/vault.json',
      entries: this.entries.length,
      slots: this.state === 'memory' ? [] : this.slots,
      keychain: this.keychain,
      unsaved: this.unsaved,
      ...(this.damage === undefined ? {} : { damage: this.damage }),
    };
  }

  #playground(): PlaygroundStatus {
    if (!this.playgroundRunning) return { running: false, clients: [], log: [] };
    const url = 'http://127.0.0.1:40123';
    return {
      running: true,
      url,
      tlsUrl: 'https://127.0.0.1:40124',
      introspectionEndpoint: `${url}/introspect`,
      jwksUri: `${url}/jwks`,
      clients: this.clients,
      log: this.log,
      ...(this.failure === undefined ? {} : { failure: this.failure }),
    };
  }
}

function inFull(chain: readonly ListedCertificate[]): readonly CertificateDescription[] {
  return chain.map((each) => fakeCertificate(each.subject, each));
}
