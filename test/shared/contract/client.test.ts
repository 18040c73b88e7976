import { describe, expect, it, vi } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { createClient, type Transport } from '../../../shared/contract/client.ts';
import { contract, methodNames } from '../../../shared/contract/contract.ts';
import { createDispatcher } from '../../../shared/contract/dispatcher.ts';
import { createFakeServices } from '../../fakes/fake-services.ts';
import { createInMemoryTransport } from '../../fakes/in-memory-transport.ts';

const about = { version: '1', face: 'desktop', home: '/home/me/.config/signet' } as const;

function clientOver(services: Parameters<typeof createFakeServices>[0]) {
  return createClient(createInMemoryTransport(createDispatcher(createFakeServices(services), () => {})));
}

it('carries an input there and an answer back', async () => {
  const seen: unknown[] = [];
  const client = clientOver({
    about: { get: async () => about },
    vault: {
      rename: async (input) => {
        seen.push(input);
        return { id: input.entry, name: input.name, kind: 'secret', chain: [], algorithms: [], created: 'x' };
      },
    },
  });
  expect(await client.about.get({})).toEqual({ ok: true, value: about });
  const renamed = unwrap(await client.vault.rename({ entry: 'e1', name: 'new' }));
  expect(renamed).toMatchObject({ id: 'e1', name: 'new' });
  expect(seen).toEqual([{ entry: 'e1', name: 'new' }]);
});

it('has every method of the contract, and no other', () => {
  const client = createClient({ call: async () => ({ ok: true, value: null }), cancel: () => {} });
  const names = Object.entries(client).flatMap(([service, methods]) =>
    Object.keys(methods).map((name) => `${service}.${name}`),
  );
  expect(names).toEqual(methodNames);
  expect(Object.keys(contract)).toEqual(Object.keys(client));
});

it('brings progress back to the one who asked, as a copy', async () => {
  const progress = { step: 'reading', done: 1, total: 2 };
  const client = clientOver({
    keystore: {
      close: async (_input, { onProgress }) => {
        onProgress?.(progress);
        return null;
      },
    },
  });
  const seen: unknown[] = [];
  await client.keystore.close({ store: 's' }, { onProgress: (each) => seen.push(each) });
  expect(seen).toEqual([progress]);
  expect(seen[0]).not.toBe(progress);
  expect(await client.keystore.close({ store: 's' })).toEqual({ ok: true, value: null });
});

it('names each call anew', async () => {
  const calls: string[] = [];
  const client = createClient({
    call: async (_method, _input, call) => {
      calls.push(call);
      return { ok: true, value: null };
    },
    cancel: () => {},
  });
  await Promise.all([client.about.get({}), client.about.get({}), client.vault.list({})]);
  expect(new Set(calls).size).toBe(3);
});

describe('cancelling', () => {
  it('aborts the signal that the service was given, and that of no other call', async () => {
    const signals: AbortSignal[] = [];
    const client = clientOver({
      vault: {
        status: (_input, { signal }) =>
          new Promise((_resolve, reject) => {
            signals.push(signal as AbortSignal);
            signal.addEventListener('abort', () =>
              reject(new SignetError('cancelled', 'the call was cancelled')),
            );
          }),
      },
    });
    const first = new AbortController();
    const second = new AbortController();
    const answers = [
      client.vault.status({}, { signal: first.signal }),
      client.vault.status({}, { signal: second.signal }),
    ];
    await vi.waitFor(() => expect(signals).toHaveLength(2));
    first.abort();
    expect(await answers[0]).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(signals.map((each) => each.aborted)).toEqual([true, false]);
    second.abort();
    expect(await answers[1]).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('sends nothing when it was cancelled before', async () => {
    const transport = { call: vi.fn<Transport['call']>(), cancel: vi.fn<Transport['cancel']>() };
    const answer = await createClient(transport).about.get({}, { signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(transport.call).not.toHaveBeenCalled();
  });

  it('lets go of the signal once the answer is there', async () => {
    const cancel = vi.fn<Transport['cancel']>();
    const controller = new AbortController();
    const client = createClient({ call: async () => ({ ok: true, value: null }), cancel });
    await client.about.get({}, { signal: controller.signal });
    controller.abort();
    expect(cancel).not.toHaveBeenCalled();
  });
});

describe('unwrap', () => {
  it('gives the value, or throws the error with all that it says', () => {
    expect(unwrap({ ok: true, value: 5 })).toBe(5);
    const error = { code: 'name-taken', message: 'm', hint: 'h', details: { a: ['b'] } } as const;
    expect(() => unwrap({ ok: false, error })).toThrow(SignetError);
    try {
      unwrap({ ok: false, error });
    } catch (thrown) {
      expect((thrown as SignetError).toData()).toEqual(error);
    }
  });
});
