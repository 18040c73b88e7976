import * as z from 'zod/mini';
import { SignetError } from '../../shared/base/signet-error.ts';
import {
  type Environment,
  environment,
  type Flow,
  type FlowLibrary,
  flow,
} from '../../shared/contract/flows.ts';
import type { DocumentStore } from '../home/document-store.ts';
import { requireNoSecrets } from './require-no-secrets.ts';

/** Saved flows and their environments, each by its name. */
export interface SavedFlows {
  list(): FlowLibrary;
  /** @throws SignetError `entry-not-found` */
  flow(name: string): Flow;
  /** @throws SignetError `entry-not-found` */
  environment(name: string): Environment;
  /** Over what has the same name. @throws SignetError `secret-not-kept` */
  save(more: Partial<FlowLibrary>): void;
  /** Takes in what was exported. @throws SignetError `name-taken` unless flows are to be replaced, `secret-not-kept` */
  add(more: FlowLibrary, options: { readonly replace: boolean }): void;
  /** @throws SignetError `entry-not-found` */
  removeFlow(name: string): void;
  /** @throws SignetError `entry-not-found` */
  removeEnvironment(name: string): void;
}

export function createSavedFlows(store: DocumentStore): SavedFlows {
  const flows = () => readList(store.get('flows'), flow);
  const environments = () => readList(store.get('environments'), environment);
  const saved: SavedFlows = {
    list: () => ({ flows: flows(), environments: environments() }),
    flow: (name) => findNamed(flows(), name, 'flow'),
    environment: (name) => findNamed(environments(), name, 'environment'),
    save(more) {
      for (const each of more.flows ?? []) requireNoSecrets(each);
      for (const each of more.environments ?? []) requireNoSecrets(each);
      if (more.flows) store.set('flows', merge(flows(), more.flows));
      if (more.environments) store.set('environments', merge(environments(), more.environments));
    },
    add(more, { replace }) {
      if (!replace) requireNewNames(flows(), more.flows);
      saved.save(more);
    },
    removeFlow(name) {
      const gone = findNamed(flows(), name, 'flow');
      store.set(
        'flows',
        flows().filter((each) => each.name !== gone.name),
      );
    },
    removeEnvironment(name) {
      const gone = findNamed(environments(), name, 'environment');
      store.set(
        'environments',
        environments().filter((each) => each.name !== gone.name),
      );
    },
  };
  return saved;
}

/** What an older or newer Signet left unreadable is passed over, one by one. */
function readList<T>(stored: unknown, schema: z.core.$ZodType<T>): readonly T[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((each) => {
    const parsed = z.safeParse(schema, each);
    return parsed.success ? [parsed.data] : [];
  });
}

function merge<T extends { readonly name: string }>(before: readonly T[], more: readonly T[]): readonly T[] {
  const byName = new Map([...before, ...more].map((each) => [each.name, each]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function findNamed<T extends { readonly name: string }>(list: readonly T[], name: string, what: string): T {
  const found = list.find((each) => each.name === name);
  if (found) return found;
  const names = list.map((each) => each.name);
  throw new SignetError('entry-not-found', `there is no ${what} called ${JSON.stringify(name)}`, {
    hint: names.length > 0 ? `there are ${names.join(', ')}` : `no ${what} has been saved yet`,
    details: { entries: names },
  });
}

function requireNewNames(before: readonly Flow[], more: readonly Flow[]): void {
  const known = new Set(before.map(({ name }) => name));
  const taken = more.map(({ name }) => name).filter((name) => known.has(name));
  if (taken.length === 0) return;
  throw new SignetError('name-taken', `there are flows called ${taken.join(', ')} already`, {
    hint: 'import them over these (--replace), or rename them',
    details: { names: taken },
  });
}
