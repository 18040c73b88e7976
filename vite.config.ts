import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

// Everything else is built in, so that start-up reads few files.
const external = ['electron'];

/** A thread starts from a file of its own. */
const thread = {
  'key-store-thread': 'core/keystore/thread/worker.ts',
  'reply-thread': 'core/oauth/redaction/thread/worker.ts',
};

/**
 * What `signet keytool -export` runs, with all that it imports: one file, for opening thirty takes longer than running
 * them. npm run bench measures it.
 */
const keytoolExport =
  /[\\/](cli[\\/]keytool[\\/](run-keytool|export-cert)|core[\\/]keystore[\\/]read[\\/](read-key-store|jks|pkcs12))\.ts$/;
/** What every command runs: apart, or `signet decode` would load all of that. */
const everyCommand = /[\\/](cli[\\/]support[\\/]input|shared[\\/]base[\\/](signet-error|limits))\.ts$/;

/** One build per place where code runs: the window, Electron's main process, its preload, and the command. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react({ jsxImportSource: '#window' }), executableCommand()],
  environments: {
    client: {
      build: {
        outDir: '../dist/window',
        emptyOutDir: true,
        target: 'chrome130',
        // Inlined assets would be data: URLs, which the CSP allows for images alone.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rollupOptions: {
          input: {
            index: absolute('renderer/index.html'),
            // Not a part of the window's own script: index.html runs it before that.
            confine: absolute('renderer/confine.ts'),
          },
          output: {
            entryFileNames: ({ name }) => (name === 'confine' ? 'confine.js' : 'assets/[name]-[hash].js'),
          },
        },
      },
    },
    main: node('main', { main: 'electron/main.ts', ...thread }),
    preload: node('preload', { preload: 'electron/preload.ts' }, 'cjs'),
    command: node('cli', { signet: 'cli/signet.ts', ...thread }, 'es', keytoolExport),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'main', 'preload', 'command']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});

function absolute(file: string): string {
  return new URL(file, import.meta.url).pathname;
}

function node(
  folder: string,
  entry: Record<string, string>,
  format: 'es' | 'cjs' = 'es',
  together?: RegExp,
): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external, conditions: ['node', 'module', 'import', 'default'] },
    build: {
      outDir: `../dist/${folder}`,
      emptyOutDir: true,
      target: 'node20.19',
      minify: false,
      // Read from disk, a large chunk costs nothing to fetch.
      chunkSizeWarningLimit: 4000,
      sourcemap: true,
      ssr: true,
      rollupOptions: {
        input: Object.fromEntries(Object.entries(entry).map(([name, file]) => [name, absolute(file)])),
        external,
        // depd, below oidc-provider, wraps functions by eval: in the playground alone, and under Node.
        checks: { eval: false },
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          // Flat, so that import.meta.dirname is the product's folder in every chunk.
          chunkFileNames: '[name]-[hash].js',
          ...(together && {
            codeSplitting: {
              groups: [
                { name: 'common', test: everyCommand, priority: 1 },
                { name: 'keytool', test: together },
              ],
            },
          }),
        },
      },
    },
  };
}

/** `npx signet` runs the command's file itself. */
function executableCommand(): Plugin {
  return {
    name: 'executable-command',
    writeBundle({ dir }) {
      if (this.environment.name === 'command') chmodSync(join(dir ?? '', 'signet.js'), 0o755);
    },
  };
}
