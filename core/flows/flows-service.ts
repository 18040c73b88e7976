import type { Services } from '../../shared/contract/contract.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { RequestSender } from '../endpoint/request-sender.ts';
import type { HistoryLog } from '../history/history-log.ts';
import type { Vault } from '../vault/vault.ts';
import type { SavedFlows } from './flow-library.ts';

/** Saved flows, as the contract describes them. */
export function createFlowsService(
  flows: SavedFlows,
  sender: RequestSender,
  history: HistoryLog,
  vault: Vault,
): Services['flows'] {
  return {
    list: async () => flows.list(),
    async save({ flow }) {
      flows.save({ flows: [flow] });
      return flows.list();
    },
    async remove({ name }) {
      flows.removeFlow(name);
      return flows.list();
    },
    async saveEnvironment({ environment }) {
      flows.save({ environments: [environment] });
      return flows.list();
    },
    async removeEnvironment({ name }) {
      flows.removeEnvironment(name);
      return flows.list();
    },

    async send({ name, environment, token }, { signal }) {
      const { resolveFlow } = await import('./resolve-flow.ts');
      const request = await resolveFlow(flows.flow(name), {
        entryId: (entry) => findEntryId(vault, entry),
        ...(environment === undefined ? {} : { environment: flows.environment(environment) }),
        ...(token === undefined ? {} : { token }),
      });
      return history.keep(request, () => sender.send(request, signal), name);
    },

    async export({ names }) {
      const { writeFlowFile } = await import('./flow-file.ts');
      const { flows: all, environments } = flows.list();
      const chosen = names === undefined ? all : names.map((name) => flows.flow(name));
      return { filename: 'signet-flows.json', text: writeFlowFile({ flows: chosen, environments }) };
    },

    async import({ text, replace = false }) {
      const { readFlowFile } = await import('./flow-file.ts');
      const read = readFlowFile(text);
      if (!replace)
        requireNewNames(
          flows,
          read.flows.map(({ name }) => name),
        );
      flows.save(read);
      return flows.list();
    },
  };
}

function requireNewNames(saved: SavedFlows, names: readonly string[]): void {
  const before = new Set(saved.list().flows.map(({ name }) => name));
  const taken = names.filter((name) => before.has(name));
  if (taken.length === 0) return;
  throw new SignetError('name-taken', `there are flows called ${taken.join(', ')} already`, {
    hint: 'import with replace, or rename them',
    details: { names: taken },
  });
}

/** Unlike an id, a name means something on another machine. @throws SignetError `entry-not-found` */
export async function findEntryId(vault: Vault, name: string): Promise<string> {
  const record = (await vault.list()).find((each) => each.name === name);
  if (record) return record.id;
  throw new SignetError('entry-not-found', `the vault has no entry called ${JSON.stringify(name)}`, {
    hint: 'import the key under this name, or choose another for the flow',
  });
}
