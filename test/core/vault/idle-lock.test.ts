import { expect, it } from 'vitest';
import type { StartTimer } from '../../../core/vault/idle-lock.ts';
import { code, newVault, passphrase, record } from './cheap-vault.ts';

const minute = 60_000;

/** A clock that stands until it is moved, and the timers that run by it. */
class FakeClock {
  #now = Date.parse('2026-11-01T12:00:00Z');
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  readonly now = () => new Date(this.#now);

  readonly startTimer: StartTimer = (run, milliseconds) => {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  };

  get waiting(): number {
    return this.#timers.length;
  }

  /** Moves on; `asleep` as a machine that sleeps, whose timers stand still. */
  move(milliseconds: number, { asleep = false } = {}): void {
    this.#now += milliseconds;
    if (asleep) return;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { run } of due) run();
  }
}

async function start(minutes: number) {
  const clock = new FakeClock();
  const { vault } = await newVault({ clock: clock.now, startTimer: clock.startTimer });
  vault.lockAfter(minutes);
  const { id } = await vault.add(record);
  return { clock, vault, id };
}

it('the vault locks itself once no key was used for a while', async () => {
  const { clock, vault, id } = await start(10);
  expect(await vault.status()).toMatchObject({ state: 'unlocked', locksAt: '2026-11-01T12:10:00.000Z' });
  clock.move(9 * minute);
  await vault.reveal(id);
  clock.move(9 * minute);
  expect(await vault.status()).toMatchObject({ state: 'unlocked' });
  clock.move(minute);
  expect(await vault.status()).toMatchObject({ state: 'locked' });
  await expect(vault.reveal(id)).rejects.toEqual(code('vault-locked'));
  await vault.unlock(passphrase);
  await vault.reveal(id);
});

it('looking at it does not keep it open', async () => {
  const { clock, vault } = await start(10);
  clock.move(9 * minute);
  await vault.status();
  await vault.list();
  clock.move(minute);
  expect(await vault.status()).toMatchObject({ state: 'locked' });
});

it('time that the machine sleeps counts, though timers stand still', async () => {
  const { clock, vault, id } = await start(10);
  clock.move(60 * minute, { asleep: true });
  await expect(vault.reveal(id)).rejects.toEqual(code('vault-locked'));
});

it('never, when the minutes are 0; at once by the new number, when they change', async () => {
  const { clock, vault } = await start(0);
  clock.move(10_000 * minute);
  expect(await vault.status()).toMatchObject({ state: 'unlocked' });
  expect(await vault.status()).not.toHaveProperty('locksAt');
  vault.lockAfter(5);
  clock.move(0);
  expect(await vault.status()).toMatchObject({ state: 'locked' });
});

it('a locked vault leaves no timer behind', async () => {
  const { clock, vault } = await start(10);
  expect(clock.waiting).toBe(1);
  await vault.lock();
  expect(clock.waiting).toBe(0);
});
