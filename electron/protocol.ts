import { join } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy } from '../core/services/content-security-policy.ts';
import { createWindowFiles } from '../core/services/window-files.ts';
import { scheme, windowHost } from './our-window.ts';

/** Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function setUpProtocol(): void {
  const files = createWindowFiles(join(import.meta.dirname, '..', 'window'));
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const file =
      url.host === windowHost && request.method === 'GET' ? await files.read(url.pathname) : undefined;
    if (!file) return new Response(null, { status: 404 });
    return new Response(file.bytes, {
      headers: {
        'Content-Type': file.mediaType,
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
}
