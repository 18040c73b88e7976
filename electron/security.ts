import { app, session, type WebContents } from 'electron';
import { isWindowUrl, windowOrigin, windowUrl } from './our-window.ts';

/**
 * Must run before Electron is ready. What the window loads has a scheme of its own, so Chromium needs no network: it finds
 * no host, not even one that is named by its address. Node, which sends the requests, asks the system itself.
 */
export function forbidHosts(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/**
 * The window stays where it is and reaches nobody: no navigation, no new windows, no permissions but writing to the
 * clipboard.
 */
export function setUpSecurity(): void {
  app.on('web-contents-created', (_event, contents) => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const)
      contents.on(event as 'will-navigate', (leaving) => leaving.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    comeBack(contents);
    // UDP would need no host name: no WebRTC but over TCP, which needs one.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
  const { defaultSession } = session;
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin));
  defaultSession.setPermissionRequestHandler((contents, permission, decide) =>
    decide(isAllowed(permission, originOf(contents))),
  );
}

/** Nobody asks before about:blank is shown, and a window whose process has ended shows nothing. */
function comeBack(contents: WebContents): void {
  // It rejects where another navigation gets in between, which is looked at in its turn.
  const load = () => void contents.loadURL(windowUrl).catch(() => {});
  let isAway = false;
  contents.on('did-navigate', (_event, url) => {
    const wasAway = isAway;
    isAway = !isWindowUrl(url);
    if (isAway) load();
    else if (wasAway) contents.navigationHistory.clear();
  });
  let last = 0;
  contents.on('render-process-gone', (_event, { reason }) => {
    // One that ends as soon as it starts would do so for ever.
    const isAgain = Date.now() - last < 5000;
    last = Date.now();
    if (reason !== 'clean-exit' && !isAgain) load();
  });
}

function isAllowed(permission: string, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && origin.replace(/\/$/, '') === windowOrigin;
}

function originOf(contents: WebContents): string {
  const { protocol, host } = new URL(contents.getURL());
  return `${protocol}//${host}`;
}
