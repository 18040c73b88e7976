// Bundled for the desktop's window, where it calls every method of the contract through the preload's bridge.
import type { Bridge } from '../../renderer/client/bridge-transport.ts';
import { type ContractReport, callEverything } from './contract-calls.ts';

interface FuzzedWindow {
  readonly signet: Bridge;
  fuzzContract?: (rounds: number, seed: number, patience: number) => Promise<ContractReport>;
}

const page = globalThis as unknown as FuzzedWindow;

page.fuzzContract = (rounds, seed, patience) =>
  callEverything(
    async (method, input) => {
      const [service = '', name = ''] = method.split('.');
      try {
        const call = page.signet.services[service]?.[name]?.(input, crypto.randomUUID());
        return await Promise.race([call, hung(patience)]);
      } catch (thrown) {
        // Electron's own bridge refuses before any code of ours runs; the page's call then throws there.
        if (/contextBridge recursion depth/.test(String(thrown))) return refusedByBridge;
        throw thrown;
      }
    },
    'memory',
    rounds,
    seed,
    () => {},
  );

const refusedByBridge = { ok: false, error: { code: 'invalid-input', message: 'too deep for the bridge' } };

function hung(patience: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
  });
}
