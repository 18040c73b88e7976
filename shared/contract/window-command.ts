/** What the desktop app's main process asks its window to show. */
export const windowCommands = ['open-vault'] as const;
export type WindowCommand = (typeof windowCommands)[number];
