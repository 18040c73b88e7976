import { SignetError } from '../../shared/base/signet-error.ts';

/** @throws SignetError `usage` */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new SignetError('usage', `${text} is no port`, { hint: 'give a number from 0 to 65535' });
}
