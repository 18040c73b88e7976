// The layers of each process's folder. From this table come the lint rules (biome.layers.json, by --write) and the check of
// the imports themselves, which npm test runs: it prints the layers, and fails where one is broken or folders stand in a circle.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './root.mjs';

/** Folders, lowest layer first. Those on one line do not import each other; `.` is the files beside the folders. */
export const layers = {
  shared: [['base'], ['jwt'], ['servers'], ['oauth'], ['contract']],
  core: [
    ['thread'],
    ['asn1'],
    ['home'],
    ['servers'],
    ['key'],
    ['certificate'],
    ['keystore'],
    ['vault'],
    ['http'],
    ['jose'],
    ['flows'],
    ['oauth'],
    ['playground'],
    ['tour'],
    ['services'],
  ],
  electron: [['.']],
  cli: [['support'], ['completion', 'keytool', 'loopback', 'token', 'vault'], ['commands'], ['.']],
  renderer: [
    ['ui'],
    ['client'],
    ['state'],
    ['parts'],
    ['inspect', 'palette', 'playground', 'settings', 'vault', 'workbench'],
    ['app'],
    ['.'],
  ],
};

/** What no file of a process may import, and where it belongs instead. */
const boundaries = {
  shared: [
    {
      group: ['node:*', 'electron', 'electron/*'],
      message: 'shared/ runs in the window too: no Node, no Electron. Put what needs them in core/.',
    },
    {
      group: ['**/core/**', '**/cli/**', '**/electron/**', '**/renderer/**'],
      message: 'shared/ is below every process and imports none of them.',
    },
  ],
  core: [
    {
      group: ['electron', 'electron-store', 'conf'],
      message:
        'core/ is plain Node: a front end hands in what Electron or a settings file provides, as a port of core/services/app.ts.',
    },
    {
      group: ['**/cli/**', '**/electron/**', '**/renderer/**'],
      message: 'core/ imports no front end: they import it.',
    },
  ],
  electron: [
    {
      group: ['**/cli/**', '**/renderer/**'],
      message: 'A front end imports no other front end: share through core/ or shared/.',
    },
  ],
  cli: [
    {
      group: ['electron', 'electron-store'],
      message: 'The command runs in plain Node: importing Electron there starts a download and throws.',
    },
    {
      group: ['**/electron/**', '**/renderer/**'],
      message: 'A front end imports no other front end: share through core/ or shared/.',
    },
  ],
  renderer: [
    {
      group: ['node:*', 'electron', '**/core/**', '**/cli/**', '**/electron/**'],
      message: 'The window knows the contract and nothing behind it: call the client from useClient().',
    },
  ],
};

/** Beyond the layers. */
const extra = {
  'core/playground': {
    group: ['../jose/**'],
    message:
      'The playground judges what Signet signs: it checks with jose itself, never with Signet’s own signing code.',
  },
};

/** The lint rules as biome.layers.json holds them: for each folder the boundaries, and the layers that it is below. */
export function lintRules() {
  const overrides = [];
  for (const [process, ranks] of Object.entries(layers)) {
    overrides.push(override([`${process}/**`], boundaries[process]));
    ranks.forEach((rank, index) => {
      for (const name of rank.filter((each) => each !== '.')) {
        const folder = `${process}/${name}`;
        const above = [...ranks.slice(index + 1).flat(), ...rank.filter((each) => each !== name)];
        for (const depth of depthsOf(folder)) {
          const up = '../'.repeat(depth);
          const groups = above.map((each) =>
            each === '.' ? [`${up}*.ts`, `${up}*.tsx`] : [`${up}${each}/**`],
          );
          const patterns = [
            ...boundaries[process],
            ...(extra[folder] ? [extra[folder]] : []),
            ...(groups.length === 0
              ? []
              : [
                  {
                    group: groups.flat(),
                    message: `${folder}/ is not above what this imports. The layers of ${process}/, lowest first: ${inWords(ranks)}. Move what both need down, or this up.`,
                  },
                ]),
          ];
          overrides.push(override([`${folder}/${'*/'.repeat(depth - 1)}*.{ts,tsx}`], patterns));
        }
      }
    });
  }
  return { $schema: './node_modules/@biomejs/biome/configuration_schema.json', overrides };
}

function override(includes, patterns) {
  return {
    includes,
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
  };
}

function inWords(ranks) {
  return ranks.map((rank) => rank.map((name) => (name === '.' ? 'the entry' : name)).join(', ')).join(' < ');
}

/** How deep files stand below a folder: 1 for its own. */
function depthsOf(folder) {
  const depths = sourcesBelow(join(root, folder)).map(
    (file) => relative(join(root, folder), file).split(/[\\/]/).length,
  );
  return [...new Set([1, ...depths])].sort();
}

export function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return /(?<!\.d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** The relative imports of a file, as paths from the project's folder; the dynamic ones too. */
export function importsOf(file) {
  const text = readFileSync(file, 'utf8');
  const specifiers = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)(['"])(\.{1,2}\/[^'"?]+)/gm);
  return [...specifiers].map(([, , specifier]) => relative(root, join(dirname(file), specifier ?? '')));
}

/** What is wrong with the imports: those that go up or across, and folders that import each other in a circle. */
export function findFaults(table = layers) {
  const faults = [];
  const edges = new Map();
  for (const [process, ranks] of Object.entries(table)) {
    const rankOf = new Map(ranks.flatMap((rank, index) => rank.map((name) => [name, index])));
    for (const path of sourcesBelow(join(root, process))) {
      const file = relative(root, path);
      const from = folderIn(process, file);
      if (!rankOf.has(from)) faults.push(`${process}/${from} stands in no layer`);
      for (const target of importsOf(path)) {
        addEdge(edges, dirname(file), dirname(target), `${file} imports ${target}`);
        if (!target.startsWith(`${process}/`)) continue;
        const to = folderIn(process, target);
        if (from !== to && (rankOf.get(to) ?? 0) >= (rankOf.get(from) ?? 0)) {
          faults.push(`${file} imports ${target}: ${to} is not below ${from}`);
        }
      }
    }
  }
  return [...new Set(faults), ...circlesAmong(edges)];
}

function folderIn(process, file) {
  const [first, ...rest] = file.slice(process.length + 1).split('/');
  return rest.length === 0 ? '.' : first;
}

function addEdge(edges, from, to, why) {
  if (from === to) return;
  const targets = edges.get(from) ?? new Map();
  edges.set(from, targets);
  if (!targets.has(to)) targets.set(to, why);
}

/** A folder that can be reached from itself, with the import that leads back. */
function circlesAmong(edges) {
  const reached = (start) => {
    const seen = new Set();
    const open = [start];
    while (open.length > 0) {
      for (const next of edges.get(open.pop())?.keys() ?? []) {
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
    return seen;
  };
  const faults = [];
  for (const [from, targets] of edges) {
    for (const [to, why] of targets) if (reached(to).has(from)) faults.push(`a circle of folders: ${why}`);
  }
  return faults;
}

function run() {
  const file = join(root, 'biome.layers.json');
  const rules = `${JSON.stringify(lintRules(), null, 2)}\n`;
  if (process.argv.includes('--write')) return writeFileSync(file, rules);
  const faults = findFaults();
  if (
    !existsSync(file) ||
    JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))) !== JSON.stringify(JSON.parse(rules))
  )
    faults.push('biome.layers.json is not what scripts/layers.mjs makes: npm run layers -- --write');
  for (const [process, ranks] of Object.entries(layers)) console.log(`${process}: ${inWords(ranks)}`);
  for (const fault of faults) console.log(fault);
  console.log(
    faults.length === 0 ? 'layers: each imports only those below it' : `layers: ${faults.length} faults`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run();
