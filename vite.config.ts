import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

// Everything else is built in, so that start-up reads few files.
const external = ['electron'];

/** One build per place where code runs: the window, Electron's main process, its preload, and the command. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  environments: {
    client: {
      build: {
        outDir: '../dist/window',
        emptyOutDir: true,
        target: 'chrome130',
        // Inlined assets would be data: URLs, which the CSP allows for images alone.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
      },
    },
    main: node('main', { main: 'electron/main.ts' }),
    preload: node('preload', { preload: 'electron/preload.ts' }, 'cjs'),
    command: node('cli', { signet: 'cli/signet.ts' }),
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

function node(
  folder: string,
  entry: Record<string, string>,
  format: 'es' | 'cjs' = 'es',
): EnvironmentOptions {
  const absolute = Object.entries(entry).map(([name, file]) => [
    name,
    new URL(file, import.meta.url).pathname,
  ]);
  return {
    consumer: 'server',
    resolve: { noExternal: true, external, conditions: ['node', 'module', 'import', 'default'] },
    build: {
      outDir: `../dist/${folder}`,
      emptyOutDir: true,
      target: 'node20.19',
      minify: false,
      sourcemap: true,
      ssr: true,
      rollupOptions: {
        input: Object.fromEntries(absolute),
        external,
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  };
}
