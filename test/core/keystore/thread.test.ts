import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readListed } from '../../../core/keystore/read-listed.ts';
import { readInThread } from '../../../core/keystore/thread/read-in-thread.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import type { Progress } from '../../../shared/contract/progress.ts';
import { fixtures, root } from '../../support/run-signet.ts';
import { slowStore } from '../../support/slow-store.ts';

const read = readInThread(join(root, 'dist', 'cli', 'key-store-thread.js'));
const store = (name: string) => new Uint8Array(readFileSync(join(fixtures, 'keystores', name)));

describe('reading in a thread of its own', () => {
  it.each([
    ['several.jks', { store: 'changeit' }],
    ['several.p12', { store: 'changeit' }],
    ['several.p12', {}],
    ['several.jks', {}],
  ])('gives %s with %j as reading here does', async (name, passwords) => {
    const here = await readListed(store(name), passwords, {});
    const there = await read(store(name), passwords, {});
    expect(there.listing).toEqual(here.listing);
    const plain = (entries: typeof here.contents.entries) =>
      entries.map(({ unreadable, privateKey, ...entry }) => ({
        ...entry,
        chain: entry.chain.map((der) => Buffer.from(der).toString('hex')),
        privateKey: privateKey && Buffer.from(privateKey).toString('hex'),
        unreadable: unreadable?.toData(),
      }));
    expect(plain(there.contents.entries)).toEqual(plain(here.contents.entries));
    for (const { unreadable } of there.contents.entries)
      expect(unreadable === undefined || unreadable instanceof SignetError).toBe(true);
  });

  it('tells what is wrong by its code', async () => {
    expect((await read(store('several.jks'), { store: 'changeit' }, {})).listing.integrity).toBe('ok');
    await expect(read(store('several.jks'), { store: 'wrong' }, {})).rejects.toMatchObject({
      code: 'wrong-password',
      hint: expect.any(String),
    });
    await expect(read(new TextEncoder().encode('no key store'), {}, {})).rejects.toMatchObject({
      code: 'unknown-format',
    });
  });

  it('leaves this thread free, tells how far it is, and ends at once when it is cancelled', async () => {
    const slow = slowStore();
    const controller = new AbortController();
    const seen: Progress[] = [];
    // Cancelled from inside the second report: had this thread been held up, none would have come.
    const reading = read(
      slow,
      { store: 'changeit' },
      {
        signal: controller.signal,
        onProgress: (progress) => {
          seen.push(progress);
          if (seen.length === 2) controller.abort();
        },
      },
    );
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toHaveLength(2);
    for (const { step, done, total } of seen) {
      expect(step).toBe('deriving key 1');
      expect(total).toBe(3_000_000);
      expect(done).toBeLessThan(3_000_000);
    }
    await expect(read(store('several.p12'), {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
