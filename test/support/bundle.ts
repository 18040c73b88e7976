import { basename, join } from 'node:path';
import { build } from 'vite';

/**
 * Bundles a TypeScript file with everything that it imports, for a process that knows no TypeScript.
 * @returns the path of the script
 */
export async function bundle(entry: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return join(folder, `${basename(entry, '.ts')}.mjs`);
}
