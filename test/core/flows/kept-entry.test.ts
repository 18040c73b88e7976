import { expect, it } from 'vitest';
import { createHistoryLog } from '../../../core/flows/history-log.ts';
import type { TokenExchange } from '../../../shared/oauth/token-exchange.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';

// Reported with a history file of which one entry could not be read: the window showed none, and the next send
// threw away them all; and with one whose members were of other types, which stopped the window.

const request = {
  endpoint: 'http://127.0.0.1:1/token',
  grant: { type: 'client-credentials' },
  auth: { method: 'none' },
} as const;
const message = { line: 'x', headers: [['a', 'b']], body: '' } as const;
const exchange: TokenExchange = {
  ok: true,
  answer: 'tokens',
  format: 'json',
  url: request.endpoint,
  status: 200,
  timing: { total: 1 },
  request: message,
  response: message,
  tokens: {},
};

/** An entry as it is kept, changed at a path. */
async function kept(path: readonly string[] = [], value?: unknown) {
  const document = new MemoryDocument();
  await createHistoryLog(document).keep(request, async () => exchange);
  const [record] = document.get('entries') as [Record<string, unknown>];
  let at = record as Record<string, unknown>;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
  return record;
}

const unreadable: readonly (readonly [readonly string[], unknown])[] = [
  [['entry'], null],
  [['entry'], []],
  [['entry', 'id'], 7],
  [['entry', 'at'], 5],
  [['entry', 'endpoint'], {}],
  [['entry', 'grant'], '__proto__'],
  [['entry', 'auth'], 'constructor'],
  [['entry', 'auth'], undefined],
  [['entry', 'claims'], 3],
  [['entry', 'repeatable'], 'yes'],
  [['entry', 'flow'], ['a']],
  [['entry', 'failure'], { code: 'no such code', message: 'x' }],
  [['entry', 'failure'], { code: 'cancelled', message: 'x', details: { a: { b: 1 } } }],
  [['entry', 'exchange'], {}],
  [['entry', 'exchange', 'timing'], null],
  [['entry', 'exchange', 'status'], '200'],
  [['entry', 'exchange', 'request', 'headers'], [['a']]],
  [['entry', 'exchange', 'response', 'body'], { toString: 1 }],
  [['entry', 'exchange', 'error'], 'invalid_grant'],
  [['entry', 'exchange', 'tls'], { protocol: 'TLSv1.3' }],
];

it.each(unreadable)('an entry whose %j is %j is passed over, and stays in the file', async (path, value) => {
  const document = new MemoryDocument();
  const log = createHistoryLog(document);
  document.set('entries', [await kept(), await kept(path, value)]);
  const [good, ...others] = log.list();
  expect(good).toMatchObject({ endpoint: request.endpoint, exchange: { status: 200 } });
  expect(others).toEqual([]);
  await log.keep(request, async () => exchange);
  expect(log.list()).toHaveLength(2);
  expect(document.get('entries')).toHaveLength(3);
  log.remove(good?.id ?? '');
  expect(log.list()).toHaveLength(1);
  expect(document.get('entries')).toHaveLength(2);
});

it.each([null, 5, 'x', {}, { length: 3 }])(
  'a history that is %j is empty, and can be added to',
  async (value) => {
    const document = new MemoryDocument();
    document.set('entries', value);
    const log = createHistoryLog(document);
    expect(log.list()).toEqual([]);
    await log.keep(request, async () => exchange);
    expect(log.list()).toHaveLength(1);
  },
);

it('of more entries than are kept the newest are read', async () => {
  const document = new MemoryDocument();
  document.set('entries', Array(5000).fill(await kept()));
  expect(createHistoryLog(document).list()).toHaveLength(200);
});

it('keeps members of a newer Signet, and reads header and claims that were kept as objects', async () => {
  const document = new MemoryDocument();
  document.set('entries', [
    await kept(['entry', 'newer'], 1),
    await kept(['entry', 'claims'], { iss: 'me' }),
  ]);
  expect(createHistoryLog(document).list()).toMatchObject([{ newer: 1 }, { claims: '{"iss":"me"}' }]);
});
