import type { IpcMainInvokeEvent } from 'electron';

// Chromium loads no module scripts over file://, and a scheme of our own is an origin that nothing else shares.
export const scheme = 'signet';
export const windowHost = 'window';
export const windowOrigin = `${scheme}://${windowHost}`;
/** The one page that there is. */
export const windowUrl = `${windowOrigin}/index.html`;

export function isWindowUrl(url: string): boolean {
  return url.replace(/[?#].*$/s, '') === windowUrl;
}

/**
 * Rejects a call that does not come from our page in its main frame; such a call is never silently ignored. The origin alone
 * says too little: about:blank and files that do not exist have ours.
 */
export function requireOurWindow({ senderFrame }: Pick<IpcMainInvokeEvent, 'senderFrame'>): void {
  const isOurs = senderFrame !== null && senderFrame.parent === null && isWindowUrl(senderFrame.url);
  if (!isOurs) throw new Error('this sender may not call Signet');
}
