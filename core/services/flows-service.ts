import type { Services } from '../../shared/contract/contract.ts';
import { findEntryId } from '../flows/find-entry-id.ts';
import type { SavedFlows } from '../flows/flow-library.ts';
import type { HistoryLog } from '../flows/history-log.ts';
import type { RequestSender } from '../oauth/request-sender.ts';
import type { Vault } from '../vault/vault.ts';

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
      const { resolveFlow } = await import('../flows/resolve-flow.ts');
      const request = await resolveFlow(flows.flow(name), {
        entryId: (entry) => findEntryId(vault, entry),
        ...(environment === undefined ? {} : { environment: flows.environment(environment) }),
        ...(token === undefined ? {} : { token }),
      });
      return history.keep(request, () => sender.send(request, signal), name);
    },

    async export({ names }) {
      const { writeFlowFile } = await import('../flows/flow-file.ts');
      const { flows: all, environments } = flows.list();
      const chosen = names === undefined ? all : names.map((name) => flows.flow(name));
      return { filename: 'signet-flows.json', text: writeFlowFile({ flows: chosen, environments }) };
    },

    async preview({ text }) {
      const [{ readFlowFile }, { entriesNamedBy, takeIn }] = await Promise.all([
        import('../flows/flow-file.ts'),
        import('../flows/foreign-flows.ts'),
      ]);
      const read = readFlowFile(text);
      const here = new Set(flows.list().flows.map(({ name }) => name));
      const taken = read.flows.map(({ name }) => name).filter((name) => here.has(name));
      return { ...takeIn(read, {}), named: entriesNamedBy(read), taken };
    },

    async import({ text, replace = false, bind = {} }) {
      const [{ readFlowFile }, { takeIn }] = await Promise.all([
        import('../flows/flow-file.ts'),
        import('../flows/foreign-flows.ts'),
      ]);
      const { warnings, ...taken } = takeIn(readFlowFile(text), bind);
      flows.add(taken, { replace });
      return { ...flows.list(), warnings };
    },
  };
}
