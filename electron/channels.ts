/** Names of the IPC channels, known to main and preload alike. */
export const callChannel = (method: string): string => `signet:call:${method}`;
export const cancelChannel = 'signet:cancel';
export const commandChannel = 'signet:command';
export const progressChannel = 'signet:progress';
