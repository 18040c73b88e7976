import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AppPorts, createApp } from '../../core/services/app.ts';
import type { FileSystem } from '../../core/vault/file-system.ts';
import { draftFor } from '../../renderer/state/start-draft.ts';
import { unwrap } from '../../shared/base/result.ts';
import { createClient } from '../../shared/contract/client.ts';
import type { Client } from '../../shared/contract/contract.ts';
import { createDispatcher } from '../../shared/contract/dispatcher.ts';
import type { VaultEntry, VaultStatus } from '../../shared/contract/vault.ts';
import type { Draft, Settings } from '../../shared/contract/workspace.ts';
import { axwayApiGateway } from '../../shared/servers/axway-api-gateway.ts';
import { fixture } from '../core/fixture.ts';
import { FaultyTransport } from '../fakes/faulty-transport.ts';
import { createInMemoryTransport } from '../fakes/in-memory-transport.ts';
import { MemoryDocument } from '../fakes/memory-document.ts';
import { MemoryOutlet } from '../fakes/memory-outlet.ts';

type CorePorts = Pick<AppPorts, 'keychain' | 'askUser'> & {
  readonly face?: AppPorts['about']['face'];
  /** The folder of the vault file; one of its own when left out. */
  readonly home?: string;
  /** What this machine is called among keychain slots. */
  readonly machine?: string;
  /** What the vault file is written to. */
  readonly fileSystem?: FileSystem;
};

/** A folder that goes with the test. */
export function testHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'signet-window-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/**
 * The real core, as a front end has it: its documents are in memory, its vault file is in a folder that goes with the
 * test, and passphrases cost nothing to try.
 */
export class MemoryCore {
  readonly home: string;
  /** What the vault is made under, where a test has it made. */
  readonly passphrase = 'open sesame';
  readonly workspace = new MemoryDocument();
  readonly library = new MemoryDocument();
  readonly history = new MemoryDocument();
  /** The files that have left the core. */
  readonly outlet: MemoryOutlet;
  readonly transport: FaultyTransport;
  /** The window's way in. Its calls are kept, and can be made to fail. */
  readonly client: Client;
  /** The same core by a way that is not kept: to bring about what a test starts from, and to look at what came of it. */
  readonly direct: Client;

  constructor(given: CorePorts = {}) {
    const { face = 'loopback', home = testHome(), machine = 'me@here', fileSystem, ...ports } = given;
    this.home = home;
    this.outlet = new MemoryOutlet({ passesWindow: face === 'loopback' });
    const app = createApp({
      ...ports,
      outlet: this.outlet,
      about: { version: '0.1.0', face, home },
      workspace: this.workspace,
      library: this.library,
      history: this.history,
      vaultPorts: {
        machine,
        passphraseCost: { N: 2, r: 1, p: 1 },
        ...(fileSystem && { fileSystem }),
      },
    });
    onTestFinished(() => app.close());
    const dispatcher = createDispatcher(app.services, (method, defect) => {
      throw new Error(`${method} failed in a way that nobody expected`, { cause: defect });
    });
    this.transport = new FaultyTransport(createInMemoryTransport(dispatcher));
    this.client = createClient(this.transport);
    this.direct = createClient(createInMemoryTransport(dispatcher));
  }

  /** Puts a key of test/fixtures into the vault: by itself a 2048-bit RSA key with its chain of three certificates. */
  async addKey(name = 'gateway-key', file = 'pem/key-with-chain.pem'): Promise<VaultEntry> {
    const base64 = Buffer.from(fixture(file)).toString('base64');
    const { store, entries } = unwrap(await this.direct.keystore.open({ name: basename(file), base64 }));
    const alias = entries.find(({ kind }) => kind === 'key')?.alias ?? '';
    return unwrap(await this.direct.vault.import({ store, alias, name }));
  }

  /** Makes the vault file, with everything that is in memory so far, open with {@link passphrase}. */
  async createVault(): Promise<void> {
    unwrap(await this.direct.vault.create({ passphrase: this.passphrase }));
  }

  /** The same, and locked. */
  async lockVault(): Promise<void> {
    await this.createVault();
    unwrap(await this.direct.vault.lock({}));
  }

  async addSecret(name: string, secret: string, kind: 'secret' | 'client-secret' = 'client-secret') {
    return unwrap(await this.direct.vault.addSecret({ name, kind, secret, encoding: 'text' }));
  }

  async entries(): Promise<readonly VaultEntry[]> {
    return unwrap(await this.direct.vault.list({}));
  }

  /** What the composer was left with: by itself a request to the gateway with nothing left to fill in but the endpoint. */
  startFrom(change: Partial<Draft>): void {
    const claims = JSON.stringify({ iss: 'me', aud: 'https://gateway.example', exp: '+5m', iat: 'now' });
    this.workspace.set('draft', { ...draftFor(axwayApiGateway), claims, ...change } satisfies Draft);
  }

  /** What the window has saved so far of the composer. */
  get draft(): Draft | undefined {
    return this.workspace.get('draft') as Draft | undefined;
  }

  get settings(): Settings | undefined {
    return this.workspace.get('settings') as Settings | undefined;
  }

  async vaultStatus(): Promise<VaultStatus> {
    return unwrap(await this.direct.vault.status({}));
  }

  /** Changes the text of the vault file, as a failing disk or another program does. */
  damageVault(change: (text: string) => string): void {
    const file = join(this.home, 'vault.json');
    const text = readFileSync(file, 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error('nothing was damaged');
    writeFileSync(file, changed);
  }

  /** The inputs of every call that the window made of one method. */
  inputsOf(method: string): unknown[] {
    return this.transport.calls.filter((each) => each.method === method).map((each) => each.input);
  }
}
