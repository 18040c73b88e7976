import type { About } from '../../shared/contract/about.ts';
import type { Services } from '../../shared/contract/contract.ts';
import { onlyInMemory } from '../../shared/contract/vault.ts';
import { defaultLockAfterMinutes } from '../../shared/contract/workspace.ts';
import { createSavedFlows } from '../flows/flow-library.ts';
import { createHistoryLog } from '../flows/history-log.ts';
import type { DocumentStore } from '../home/document-store.ts';
import type { FileOutlet } from '../home/file-outlet.ts';
import { vaultFile } from '../home/home.ts';
import { createAcceptedCertificates } from '../http/accepted-certificates.ts';
import { createOpenStores } from '../keystore/open-stores.ts';
import type { ReadListed } from '../keystore/read-listed.ts';
import { createRequestSender } from '../oauth/request-sender.ts';
import { createPlayground, type Playground } from '../playground/playground.ts';
import { makeTlsIdentity } from '../playground/tls-identity.ts';
import { findAnyServer } from '../servers/own-servers.ts';
import type { Keychain } from '../vault/keychain.ts';
import { createSources } from '../vault/sources.ts';
import type { AskUser } from '../vault/user-proof.ts';
import { createVault, type VaultPorts } from '../vault/vault.ts';
import { createCertificateService } from './certificate-service.ts';
import { createEndpointService } from './endpoint-service.ts';
import { createFlowsService } from './flows-service.ts';
import { createHistoryService } from './history-service.ts';
import { createJoseService } from './jose-service.ts';
import { createKeystoreService } from './keystore-service.ts';
import { addressesOf, createPlaygroundService } from './playground-service.ts';
import { createServersService } from './servers-service.ts';
import { createVaultService } from './vault-service.ts';
import { createWorkspaceService, type WorkspaceStore } from './workspace-service.ts';

/** What a face hands in. */
export interface AppPorts {
  readonly about: About;
  readonly workspace: WorkspaceStore;
  /** Saved flows, environments and accepted certificates. */
  readonly library: DocumentStore;
  readonly history: DocumentStore;
  /** How files leave: to where the user says in a dialog, or by a link. Left out where there is neither. */
  readonly outlet?: FileOutlet;
  /** Asks the user in a dialog of the desktop, before what is dangerous. Left out where there is none. */
  readonly askUser?: AskUser;
  /** Reads key store files away from the thread that answers the window. Left out, they are read on it. */
  readonly readKeyStoreFile?: ReadListed;
  /** Forgets what the window itself may have stored: part of erasing everything. Left out where a browser does that. */
  readonly eraseWindowData?: () => Promise<void>;
  /** The operating system's keychain. Left out where there is none. */
  readonly keychain?: Keychain;
  /** What the vault stands on: left out but where a test needs an odd one. */
  readonly vaultPorts?: Omit<VaultPorts, 'keychain'>;
}

export interface App {
  readonly services: Services;
  /** The names of the keys, secrets and certificates that would be lost if Signet ended now; none where nobody can tell. */
  unkept(): Promise<readonly string[]>;
  /** To be called when the machine goes to sleep, or its screen is locked: locks the vault. */
  suspend(): Promise<void>;
  /** Locks the vault, and stops what runs: a playground that was started. */
  close(): Promise<void>;
}

/** Puts the services together from the ports that a face hands in. */
export function createApp(ports: AppPorts): App {
  const { about, workspace, library, outlet, readKeyStoreFile, keychain } = ports;
  const vault = createVault(vaultFile(about.home), { ...ports.vaultPorts, keychain });
  const stores = createOpenStores(readKeyStoreFile);
  const sources = createSources(vault, stores);
  const certificates = createAcceptedCertificates(library);
  const findServer = (name: string) => findAnyServer(about.home, name);
  const history = createHistoryLog(ports.history);
  const playground: Playground = createPlayground({ makeTlsIdentity });
  const sender = createRequestSender(vault, certificates, {
    findServerByName: findServer,
    playground: () => addressesOf(playground.status()),
  });
  return {
    services: {
      about: { get: async () => about },
      vault: createVaultService(vault, stores, ports),
      keystore: createKeystoreService(stores, outlet),
      certificate: createCertificateService(sources, vault, stores),
      jose: createJoseService(vault, sources, stores, findServer),
      endpoint: createEndpointService(sender, certificates, history),
      flows: createFlowsService(createSavedFlows(library), sender, history, vault),
      history: createHistoryService(history, sender),
      playground: createPlaygroundService(playground, vault, sources),
      servers: createServersService(about.home),
      workspace: createWorkspaceService(workspace, {
        onSettings: ({ lockAfterMinutes = defaultLockAfterMinutes }) => vault.lockAfter(lockAfterMinutes),
      }),
    },
    async unkept() {
      try {
        return onlyInMemory(await vault.status(), await vault.list()).map(({ name }) => name);
      } catch {
        // A damaged vault file must not keep the window open.
        return [];
      }
    },
    suspend: () => vault.lock(),
    async close() {
      await vault.lock();
      await playground.stop();
    },
  };
}
