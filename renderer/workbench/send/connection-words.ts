import type { Draft } from '../../../shared/contract/workspace.ts';

/** What is unusual about the connection, in few words. */
export function connectionWords({ insecure, ca, proxy, timeoutSeconds }: Draft): string {
  const words = [
    insecure ? 'any certificate' : '',
    ca === undefined ? '' : 'extra authority',
    proxy === undefined ? '' : proxy.trim() === 'none' ? 'no proxy' : 'proxy',
    timeoutSeconds === undefined ? '' : `${timeoutSeconds} s`,
  ].filter((each) => each !== '');
  return words.length === 0 ? 'usual' : words.join(', ');
}

/** Whether a proxy's URL carries a password, which a draft does not keep. */
export function hasPassword(proxy: string): boolean {
  return /^(?:[a-z]+:\/\/)?[^/@]*:[^/@]*@/i.test(proxy.trim());
}

/** Seconds from 1 to 600; undefined when empty, null when it is nothing of the kind. */
export function readTimeout(text: string): number | undefined | null {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const seconds = Number(trimmed);
  return /^\d{1,3}$/.test(trimmed) && seconds >= 1 && seconds <= 600 ? seconds : null;
}
