import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../shared/base/result.ts';
import { type ServedCore, serveCore } from '../support/served-core.ts';

// Bodies of a call as large as one may be, 44 MB: what parsing makes of them must not fill the memory.

const size = 44_000_000;
const full = (piece: string) => piece.repeat(Math.floor(size / piece.length));
const bodies: Readonly<Record<string, () => string>> = {
  'arrays in arrays': () => full('['),
  'objects in objects': () => full('{"a":'),
  'empty arrays': () => `[${full('[],')}[]]`,
  'empty objects': () => `{"a":[${full('{},')}{}]}`,
  numbers: () => `[${full('0,')}0]`,
  'names and values': () => `{${full('"a":1,')}"a":1}`,
  'arrays ten thousand deep': () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  'arrays ten thousand deep within a value': () => `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
};

describe('the body of a call', () => {
  let core: ServedCore;
  beforeAll(async () => {
    core = await serveCore();
  });
  afterAll(async () => {
    if (process.platform === 'linux') {
      const [, kilobytes = '0'] =
        /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${core.process.pid}/status`, 'utf8')) ?? [];
      expect(Number(kilobytes)).toBeLessThan(400 * 1024);
    }
    await core.stop();
  });

  it.each(Object.entries(bodies))('of %s is refused', { timeout: 60_000 }, async (_, make) => {
    expect(await ask('{}')).toMatchObject({ ok: true });
    expect(await ask(make())).toMatchObject({ ok: false, error: { code: 'input-too-large' } });
    expect(await ask('{}')).toMatchObject({ ok: true });
  });

  it('that is too long, or no JSON, is refused with a code', async () => {
    expect(await ask(' '.repeat(46_000_000))).toMatchObject({
      ok: false,
      error: { code: 'input-too-large' },
    });
    for (const text of ['', '{', 'nothing', '{"a":1}}', '\ud800', '{"a":"\0"}']) {
      expect(await ask(text)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    }
  });

  it('that is sent in pieces ends at the bound', async () => {
    // No length is announced; as a whole it would be taken for JSON that is wrong.
    const inPieces = (count: number) =>
      (async function* () {
        for (let sent = 0; sent < count; sent += 1) yield ' '.repeat(1_000_000);
      })();
    const answerTo = async (count: number) =>
      (await (await core.post('about.get', inPieces(count))).json()) as Result<unknown>;
    expect(await answerTo(1)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(await answerTo(46)).toMatchObject({ ok: false, error: { code: 'input-too-large' } });
  });

  it('with a long file in it is taken', async () => {
    const base64 = Buffer.alloc(32 * 1024 * 1024 - 10).toString('base64');
    const opened = JSON.stringify({ name: 'zeros', base64 });
    expect(await (await core.post('keystore.open', opened)).json()).toMatchObject({
      ok: false,
      error: { code: 'unknown-format' },
    });
  });

  async function ask(body: string): Promise<Result<unknown>> {
    return (await core.post('about.get', body)).json() as Promise<Result<unknown>>;
  }
});
