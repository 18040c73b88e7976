import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { maxJsonLength } from '../base/limits.ts';
import { requestShape } from '../oauth/request-model.ts';
import type { TokenExchange } from '../oauth/token-exchange.ts';
import { grantTypes } from '../oauth/token-request.ts';
import { method } from './method.ts';

/**
 * A token request to be sent again and again, signed afresh each time. Keys and secrets are named by the names of their vault
 * entries. `{{name}}` in any text stands for a variable of the environment it is sent in.
 */
export const flow = z.strictObject({
  name: field.name,
  ...requestShape(field.name),
  grant: z.enum(grantTypes),
});
export type Flow = z.output<typeof flow>;

/** Values for the `{{name}}`s of flows, such as those of a test server and those of a production one. No secrets. */
export const environment = z.strictObject({ name: field.name, variables: field.pairs });
export type Environment = z.output<typeof environment>;

export interface FlowLibrary {
  readonly flows: readonly Flow[];
  readonly environments: readonly Environment[];
}

/** What a flow from elsewhere would do, and does not, since nobody here has said so. */
export interface FlowWarning {
  readonly flow: string;
  /** The member that was left off, or whose entry is not bound. */
  readonly path: string;
  readonly message: string;
}

/** A key or secret that a flow from elsewhere names: one here can be meant by it. */
export interface NamedEntry {
  readonly name: string;
  readonly use: 'key' | 'secret';
}

/** Errors of saving and importing: `secret-not-kept` where a parameter or a variable is a secret or a token. */
export const flowsMethods = {
  list: method<FlowLibrary>()(field.nothing),
  /** Saves a flow under its name, over one that has it. Errors also: `header-not-json`, `claims-not-json`. */
  save: method<FlowLibrary>()(z.strictObject({ flow })),
  /** Errors: `entry-not-found`. */
  remove: method<FlowLibrary>()(z.strictObject({ name: field.name })),
  saveEnvironment: method<FlowLibrary>()(z.strictObject({ environment })),
  /** Errors: `entry-not-found`. */
  removeEnvironment: method<FlowLibrary>()(z.strictObject({ name: field.name })),
  /**
   * Sends a flow, signed afresh. Errors: `entry-not-found`, `variable-missing`, `token-needed`, and those of `endpoint.send`.
   */
  send: method<TokenExchange>()(
    z.strictObject({
      name: field.name,
      environment: z.exactOptional(field.name),
      /** What the grants other than JWT bearer and client credentials exchange. */
      token: z.exactOptional(field.token),
    }),
  ),
  /** All flows and environments, or those named, as a readable file without secrets, fit for version control. */
  export: method<{ readonly filename: string; readonly text: string }>()(
    z.strictObject({ names: z.exactOptional(z.array(field.name).check(z.maxLength(1000))) }),
  ),
  /** Reads what `export` gives, as `import` would take it in, and changes nothing. Errors: `unknown-format`. */
  preview: method<
    FlowLibrary & {
      readonly warnings: readonly FlowWarning[];
      /** What `bind` can bind. */
      readonly named: readonly NamedEntry[];
      /** Names of flows that would take the place of one here. */
      readonly taken: readonly string[];
    }
  >()(z.strictObject({ text: z.string().check(z.maxLength(maxJsonLength)) })),
  /**
   * Takes in what `export` gives, without what lowers TLS checks or leads elsewhere, and without keys and secrets that are
   * not bound to entries here. Errors: `unknown-format`, `usage`, `name-taken` unless `replace` is set.
   */
  import: method<FlowLibrary & { readonly warnings: readonly FlowWarning[] }>()(
    z.strictObject({
      text: z.string().check(z.maxLength(maxJsonLength)),
      replace: z.exactOptional(z.boolean()),
      /** From a name in the file to the name of an entry. */
      bind: z.exactOptional(z.record(field.name, field.name)),
    }),
  ),
};
