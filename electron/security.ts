import { app, session, type WebContents } from 'electron';
import { windowOrigin } from './protocol.ts';

/** The window stays where it is: no navigation, no new windows, no permissions but writing to the clipboard. */
export function setUpSecurity(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  const { defaultSession } = session;
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin));
  defaultSession.setPermissionRequestHandler((contents, permission, decide) =>
    decide(isAllowed(permission, originOf(contents))),
  );
}

function isAllowed(permission: string, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && origin.replace(/\/$/, '') === windowOrigin;
}

function originOf(contents: WebContents): string {
  const { protocol, host } = new URL(contents.getURL());
  return `${protocol}//${host}`;
}
