import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect } from 'vitest';

/** Whether somebody takes connections there. */
export function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** A server listens at 127.0.0.1, and at no other address that this machine has. */
export async function expectLoopbackAlone(port: number): Promise<void> {
  expect(await isOpen('127.0.0.1', port)).toBe(true);
  const others = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address))
    .filter((address) => address !== '127.0.0.1');
  // On Linux, all of 127.0.0.0/8 is the machine itself.
  if (process.platform === 'linux') others.push('127.0.0.2');
  for (const host of others) expect([host, await isOpen(host, port)]).toEqual([host, false]);
}
