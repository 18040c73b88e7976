import { expect, it } from 'vitest';
import { createLiveSigner } from '../../../renderer/state/live-signer.ts';

/** A signer whose work ends when the test says so. */
function start() {
  const begun: string[] = [];
  const shown: string[] = [];
  const ends = new Map<string, () => void>();
  const signer = createLiveSigner(
    (order: string) =>
      new Promise<string>((resolve) => {
        begun.push(order);
        const name = `${order}${begun.filter((each) => each === order).length}`;
        ends.set(name, () => resolve(name));
      }),
    (outcome) => shown.push(outcome),
  );
  const end = async (name: string) => {
    ends.get(name)?.();
    // Whatever follows from it has then been done.
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { signer, begun, shown, end };
}

it('signs one at a time while it is typed, and of what comes meanwhile the latest', async () => {
  const { signer, begun, shown, end } = start();
  for (const order of ['a', 'ab', 'abc']) signer.follow(order);
  expect(begun).toEqual(['a']);
  await end('a1');
  expect(begun).toEqual(['a', 'abc']);
  await end('abc1');
  expect(shown).toEqual(['a1', 'abc1']);
});

it('does not sign again what is shown, or on its way', async () => {
  const { signer, begun, end } = start();
  signer.follow('a');
  signer.follow('a');
  await end('a1');
  signer.follow('a');
  expect(begun).toEqual(['a']);
});

it('signs what was there before once more, after something else', async () => {
  const { signer, begun, shown, end } = start();
  signer.follow('a');
  await end('a1');
  signer.follow('b');
  signer.follow('a');
  await end('b1');
  expect(begun).toEqual(['a', 'b', 'a']);
  await end('a2');
  expect(shown.at(-1)).toBe('a2');
});

it('what is sent is what is shown, though what was typed before comes later', async () => {
  const { signer, shown, end } = start();
  signer.follow('a');
  const sent = signer.again('b');
  await end('b1');
  expect(await sent).toBe('b1');
  await end('a1');
  expect(shown).toEqual(['b1']);
  // The window is drawn with the draft that was sent: nothing is signed in its place.
  signer.follow('b');
  await end('b2');
  expect(shown).toEqual(['b1']);
});

it('joins what is on its way', async () => {
  const { signer, begun, end } = start();
  signer.follow('a');
  const joined = signer.current('a');
  await end('a1');
  expect(await joined).toBe('a1');
  expect(await signer.current('a')).toBe('a1');
  expect(signer.current('b')).toBeUndefined();
  expect(begun).toEqual(['a']);
});

it('goes on with what was typed while it was signed for sending', async () => {
  const { signer, shown, end } = start();
  void signer.again('a');
  signer.follow('b');
  await end('a1');
  await end('b1');
  expect(shown).toEqual(['a1', 'b1']);
});
