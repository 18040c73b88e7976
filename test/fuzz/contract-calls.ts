import { errorCodes } from '../../shared/base/error-code.ts';
import { contract } from '../../shared/contract/contract.ts';
import { makeInput, type Pool } from './contract-inputs.ts';
import { randomFrom } from './mutate.ts';

export interface ContractReport {
  readonly calls: number;
  /** How many calls ended how: `ok`, or the code of an error. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** What was not a coded answer, and `internal-error`: the method and the seed. */
  readonly failures: readonly string[];
  /** The longest call, and which it was. */
  readonly worst: { readonly method: string; readonly milliseconds: number };
}

type Ask = (method: string, input: unknown) => Promise<unknown>;

/**
 * Calls every method of the contract so many times, with generated garbage. What must exist for anything to be looked into
 * (entries, stores, a history) is made anew whenever the garbage has taken it away.
 * @param onCall told after each call
 */
export async function callEverything(
  ask: Ask,
  transport: 'json' | 'memory',
  rounds: number,
  seed: number,
  onCall: () => void,
): Promise<ContractReport> {
  const outcomes: Record<string, number> = {};
  const failures: string[] = [];
  let worst = { method: '', milliseconds: 0 };
  let calls = 0;
  let pool = await fillPool(ask);
  for (let round = 0; round < rounds; round += 1) {
    for (const [service, methods] of Object.entries(contract)) {
      for (const [name, { input: schema }] of Object.entries(methods)) {
        const method = `${service}.${name}`;
        const own = seed + calls;
        const input = makeInput(schema, randomFrom(own), pool, transport);
        const started = performance.now();
        const result = await ask(method, input).catch((thrown: unknown) => `rejected: ${String(thrown)}`);
        const milliseconds = Math.round(performance.now() - started);
        if (milliseconds > worst.milliseconds) worst = { method, milliseconds };
        const outcome = outcomeOf(result);
        if (outcome === undefined || outcome === 'internal-error') {
          failures.push(`${method}, seed ${own}: ${JSON.stringify(result)?.slice(0, 300)}`);
        }
        outcomes[outcome ?? 'not coded'] = (outcomes[outcome ?? 'not coded'] ?? 0) + 1;
        calls += 1;
        onCall();
        if (method === 'vault.erase' || method === 'vault.lock') pool = await fillPool(ask);
      }
    }
    pool = await fillPool(ask);
  }
  return { calls, outcomes, failures: failures.slice(0, 20), worst };
}

function outcomeOf(result: unknown): string | undefined {
  if (typeof result !== 'object' || result === null || !('ok' in result)) return undefined;
  if (result.ok === true) return 'ok';
  const { code, message } = (result as { error?: { code?: string; message?: string } }).error ?? {};
  const isCoded = errorCodes.some((each) => each === code) && typeof message === 'string' && message !== '';
  return isCoded ? code : undefined;
}

async function fillPool(ask: Ask): Promise<Pool> {
  const value = async <T>(method: string, input: object): Promise<T | undefined> => {
    const result = (await ask(method, input)) as { ok: boolean; value?: T };
    return result.ok ? result.value : undefined;
  };
  await value('vault.unlock', { passphrase: 'password' });
  const listed = async () => (await value<readonly { id: string }[]>('vault.list', {})) ?? [];
  if ((await listed()).length === 0) {
    const secret = { kind: 'secret', secret: 'x'.repeat(32), encoding: 'text' };
    await value('vault.generate', { name: 'key', type: 'ec', subject: 'CN=key' });
    await value('vault.addSecret', { ...secret, name: 'hmac' });
    await value('vault.addSecret', { ...secret, name: 'client', kind: 'client-secret' });
  }
  const entries = (await listed()).slice(0, 20).map(({ id }) => id);
  const opened = await value<{ store: string }>('keystore.open', {
    name: 'jwk',
    base64: btoa('{"kty":"oct","k":"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo"}'),
  });
  const history = ((await value<readonly { id: string }[]>('history.list', {})) ?? []).map(({ id }) => id);
  const token = await value<{ token: string }>('jose.sign', {
    entry: entries[0] ?? '',
    header: '{"alg":"ES256"}',
    claims: '{"iss":"me"}',
  });
  return {
    entry: entries,
    key: entries,
    secret: entries,
    ...(opened ? { store: [opened.store] } : {}),
    alias: ['1', '2'],
    id: history,
    left: history,
    right: history,
    token: [
      token?.token ?? 'eyJhbGciOiJub25lIn0.e30.',
      'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkExMjhHQ00ifQ.AA.AA.AA.AA',
    ],
    header: ['{}', '{"alg":"ES256"}', '{"alg":"dir","enc":"A256GCM"}'],
    claims: ['{}', '{"iss":"a","exp":"+5m"}'],
    endpoint: ['http://127.0.0.1:1/token'],
    url: ['http://127.0.0.1:1/'],
    issuer: ['http://127.0.0.1:1'],
    jwks: ['http://127.0.0.1:1/jwks'],
    server: ['127.0.0.1:1', 'wso2-api-manager'],
    passphrase: ['password'],
    timeoutSeconds: [1],
    port: [0],
    bits: [256, 2048],
  };
}
