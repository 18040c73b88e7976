import type { Result } from '../base/result.ts';
import { aboutMethods } from './about.ts';
import { certificateMethods } from './certificate.ts';
import { endpointMethods } from './endpoint.ts';
import { flowsMethods } from './flows.ts';
import { historyMethods } from './history.ts';
import { joseMethods } from './jose.ts';
import { keystoreMethods } from './keystore.ts';
import type { InputOf, OutputOf } from './method.ts';
import { playgroundMethods } from './playground.ts';
import type { OnProgress } from './progress.ts';
import { serversMethods } from './servers.ts';
import { vaultMethods } from './vault.ts';
import { workspaceMethods } from './workspace.ts';

/**
 * Every call between a window and the core, described once. Preload, IPC, the loopback server, the window's client and
 * the test fakes are all derived from this object, so that a method missing in one of them does not compile.
 */
export const contract = {
  about: aboutMethods,
  vault: vaultMethods,
  keystore: keystoreMethods,
  certificate: certificateMethods,
  jose: joseMethods,
  endpoint: endpointMethods,
  flows: flowsMethods,
  history: historyMethods,
  playground: playgroundMethods,
  servers: serversMethods,
  workspace: workspaceMethods,
};

export type Contract = typeof contract;

/** What a call is given besides its input. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Told how far the call has come, where the call takes long enough to say so. */
  readonly onProgress?: OnProgress;
}

/** What a service is given besides the input. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** The window's side: every call answers a result, and never rejects for an expected failure. */
export type Client = {
  readonly [Service in keyof Contract]: {
    readonly [Name in keyof Contract[Service]]: (
      input: InputOf<Contract[Service][Name]>,
      options?: CallOptions,
    ) => Promise<Result<OutputOf<Contract[Service][Name]>>>;
  };
};

/** The core's side: answers a value, or throws a SignetError. */
export type Services = {
  readonly [Service in keyof Contract]: {
    readonly [Name in keyof Contract[Service]]: (
      input: InputOf<Contract[Service][Name]>,
      context: CallContext,
    ) => Promise<OutputOf<Contract[Service][Name]>>;
  };
};

/** `vault.list`, `jose.sign`, … */
export const methodNames: readonly string[] = Object.entries(contract).flatMap(([service, methods]) =>
  Object.keys(methods).map((name) => `${service}.${name}`),
);
