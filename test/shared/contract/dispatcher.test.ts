import { describe, expect, it, vi } from 'vitest';
import { errorCodes } from '../../../shared/base/error-code.ts';
import { maxFileBytes, maxTokenLength } from '../../../shared/base/limits.ts';
import type { Result } from '../../../shared/base/result.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { methodNames } from '../../../shared/contract/contract.ts';
import { createDispatcher, type DefectLog } from '../../../shared/contract/dispatcher.ts';
import { createFakeServices } from '../../fakes/fake-services.ts';

type Given = Parameters<typeof createFakeServices>[0];

function dispatcherOver(services: Given, log: DefectLog = () => {}) {
  return createDispatcher(createFakeServices(services), log);
}

const errorOf = (result: Result<unknown>) => (result.ok ? undefined : result.error);
const status = {
  state: 'memory',
  file: 'vault.json',
  entries: 0,
  slots: [],
  keychain: { state: 'none' },
  unsaved: 0,
} as const;
const secret = 'hunter2-the-secret';

it('knows every method of the contract', async () => {
  const dispatcher = dispatcherOver({});
  for (const name of methodNames) {
    const code = errorOf(await dispatcher.dispatch(name, 17))?.code;
    expect([name, code]).toEqual([name, 'invalid-input']);
  }
});

it.each([
  '',
  'vault',
  'vault.',
  'vault.nothing',
  'vault.list.x',
  'constructor',
  '__proto__.toString',
  'vault.constructor',
  'VAULT.LIST',
])('knows no method %j', async (name) => {
  const dispatcher = dispatcherOver({ vault: { list: async () => [] } });
  expect(await dispatcher.dispatch('vault.list', {})).toEqual({ ok: true, value: [] });
  expect(errorOf(await dispatcher.dispatch(name, {}))?.code).toBe('unknown-method');
});

describe('input that is not acceptable', () => {
  const good = { name: 'n', kind: 'secret', secret, encoding: 'text' };
  const entry = { id: 'e', name: 'n', kind: 'secret', chain: [], algorithms: [], created: 'x' } as const;
  const addSecret = vi.fn(async () => entry);
  const dispatcher = dispatcherOver({ vault: { addSecret } });

  it.each([
    ['nothing', undefined, ['the input']],
    ['null', null, ['the input']],
    ['an array', [good], ['the input']],
    ['text', secret, ['the input']],
    ['a member too many', { ...good, [secret]: 1 }, ['the input']],
    ['a member missing', { name: 'n', kind: 'secret', encoding: 'text' }, ['secret']],
    ['the wrong type', { ...good, secret: [secret] }, ['secret']],
    ['an unknown word', { ...good, encoding: secret }, ['encoding']],
    ['two at once', { ...good, encoding: secret, kind: secret }, ['kind', 'encoding']],
    ['an empty name', { ...good, name: '' }, ['name']],
    ['a prototype', JSON.parse(`{"__proto__":{"secret":"${secret}"},"name":"n"}`), undefined],
  ])('%s: names the member, never the value', async (_, input, members) => {
    expect(await dispatcher.dispatch('vault.addSecret', good)).toEqual({ ok: true, value: entry });
    addSecret.mockClear();
    const error = errorOf(await dispatcher.dispatch('vault.addSecret', input));
    expect(error?.code).toBe('invalid-input');
    if (members) expect(error?.details).toEqual({ members });
    expect(JSON.stringify(error)).not.toContain('hunter2');
    expect(addSecret).not.toHaveBeenCalled();
  });

  it('names a member deep inside', async () => {
    const dispatcherOfEndpoint = dispatcherOver({});
    const error = errorOf(
      await dispatcherOfEndpoint.dispatch('endpoint.send', {
        endpoint: 'https://x/',
        auth: { method: 'none' },
        grant: { type: 'client-credentials' },
        params: [
          ['a', 'b'],
          ['c', { secret }],
        ],
      }),
    );
    expect(error).toMatchObject({ code: 'invalid-input', details: { members: ['params.1.1'] } });
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });
});

describe('input that is too large', () => {
  const base64 = (bytes: number) => 'A'.repeat(Math.ceil(bytes / 3) * 4);
  const verify = async () => {
    throw new SignetError('key-missing', 'reached');
  };
  const open = async () => {
    throw new SignetError('unknown-format', 'reached');
  };
  const send = async () => {
    throw new SignetError('endpoint-timeout', 'reached');
  };
  const dispatcher = dispatcherOver({ jose: { verify }, keystore: { open }, endpoint: { send } });
  const request = { endpoint: 'https://x/', auth: { method: 'none' } };
  const key = { text: 'x' };

  it.each([
    [
      'a file',
      'keystore.open',
      { name: 'n', base64: base64(maxFileBytes) },
      { name: 'n', base64: base64(maxFileBytes + 3) },
      'base64',
    ],
    [
      'a token',
      'jose.verify',
      { token: 'a'.repeat(maxTokenLength), key },
      { token: 'a'.repeat(maxTokenLength + 1), key },
      'token',
    ],
    [
      'an assertion inside a choice',
      'endpoint.send',
      { ...request, grant: { type: 'jwt-bearer', assertion: 'a'.repeat(maxTokenLength) } },
      { ...request, grant: { type: 'jwt-bearer', assertion: 'a'.repeat(maxTokenLength + 1) } },
      'grant.assertion',
    ],
    [
      'a list',
      'endpoint.send',
      { ...request, grant: { type: 'client-credentials' }, params: Array(100).fill(['a', 'b']) },
      { ...request, grant: { type: 'client-credentials' }, params: Array(101).fill(['a', 'b']) },
      'params',
    ],
  ])('%s is taken up to its limit', async (_, method, atLimit, above, member) => {
    expect(errorOf(await dispatcher.dispatch(method, atLimit))?.message).toBe('reached');
    const error = errorOf(await dispatcher.dispatch(method, above));
    expect(error?.code).toBe('input-too-large');
    expect(error?.message).toContain(member);
    expect(Number(error?.details?.maximum)).toBeGreaterThan(0);
    expect(JSON.stringify(error).length).toBeLessThan(500);
  });
});

describe('what a service throws', () => {
  const throwing = (thrown: unknown, log?: DefectLog) =>
    dispatcherOver(
      {
        vault: {
          status: async () => {
            throw thrown;
          },
        },
      },
      log,
    );

  it('becomes data when it is a SignetError, and is not logged', async () => {
    const log = vi.fn<DefectLog>();
    const error = new SignetError('wrong-password', 'this is not it', {
      hint: 'try again',
      details: { attempts: 2, names: ['a'] },
      cause: new Error(secret),
    });
    const result = await throwing(error, log).dispatch('vault.status', {});
    expect(result).toEqual({
      ok: false,
      error: {
        code: 'wrong-password',
        message: 'this is not it',
        hint: 'try again',
        details: { attempts: 2, names: ['a'] },
      },
    });
    expect(structuredClone(result)).toEqual(result);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(log).not.toHaveBeenCalled();
  });

  it.each([
    [new Error(secret)],
    [new TypeError(secret)],
    [secret],
    [undefined],
    [{ code: 'wrong-password', message: secret }],
  ])('becomes one internal error when it is a defect: %#', async (defect) => {
    const log = vi.fn<DefectLog>();
    const error = errorOf(await throwing(defect, log).dispatch('vault.status', {}));
    expect(error?.code).toBe('internal-error');
    expect(JSON.stringify(error)).not.toContain('hunter2');
    expect(log.mock.calls).toEqual([['vault.status', defect]]);
  });

  it('becomes data too when it is thrown before the first promise', async () => {
    const dispatcher = dispatcherOver({
      vault: {
        status: () => {
          throw new SignetError('vault-damaged', 'm');
        },
      },
    });
    expect(errorOf(await dispatcher.dispatch('vault.status', {}))?.code).toBe('vault-damaged');
  });

  it('is a cancellation when the call was cancelled', async () => {
    const controller = new AbortController();
    const log = vi.fn<DefectLog>();
    const dispatcher = dispatcherOver(
      {
        vault: {
          status: async (_input, { signal }) => {
            controller.abort();
            signal.throwIfAborted();
            return status;
          },
        },
      },
      log,
    );
    expect(errorOf(await dispatcher.dispatch('vault.status', {}, { signal: controller.signal }))?.code).toBe(
      'cancelled',
    );
    expect(log).not.toHaveBeenCalled();
  });
});

it('gives every service a signal, asked for or not', async () => {
  const dispatcher = dispatcherOver({
    vault: { status: async (_input, { signal }) => ({ ...status, entries: signal.aborted ? 1 : 0 }) },
  });
  expect(await dispatcher.dispatch('vault.status', {})).toEqual({ ok: true, value: status });
});

it('has codes that are kebab-case, sorted and each there once', () => {
  expect(errorCodes).toEqual([...new Set(errorCodes)].sort());
  for (const code of errorCodes) expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
});
