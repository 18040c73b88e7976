import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface WindowFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

/** The built window's files, by URL path; undefined for what is not one of them. Never leaves its folder. */
export function createWindowFiles(folder: string): { read(path: string): Promise<WindowFile | undefined> } {
  const root = resolve(folder);
  return {
    async read(path) {
      const name = path === '/' ? 'index.html' : decodePath(path);
      const file = name === undefined ? undefined : join(root, name);
      const mediaType = mediaTypes[extname(file ?? '')];
      if (file === undefined || mediaType === undefined || !file.startsWith(root + sep)) return undefined;
      try {
        return { bytes: new Uint8Array(await readFile(file)), mediaType };
      } catch {
        return undefined;
      }
    },
  };
}

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
