// npm run sbom: writes sbom.cdx.json (CycloneDX, by npm itself) and docs/third-party-licences.md, both out of
// package-lock.json and the installed packages: what Signet's builds are made of, and under which licences.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './root.mjs';

export const sbomFile = join(root, 'sbom.cdx.json');
export const licencesFile = join(root, 'docs/third-party-licences.md');

const read = (file) => readFileSync(join(root, file), 'utf8');

/**
 * The packages of the lock that builds are made of: what package.json lists as dependencies, with all that they need, and
 * Electron, which a packaged app brings along.
 * @returns {{ path: string, name: string, version: string, licence: string }[]}
 */
export function shippedPackages() {
  const { packages } = JSON.parse(read('package-lock.json'));
  return Object.entries(packages)
    .filter(
      ([path, { dev, devOptional, peer }]) =>
        path !== '' && ((!dev && !devOptional && !peer) || path === electron),
    )
    .map(([path, { version, license }]) => ({
      path,
      name: path.split('node_modules/').at(-1),
      version,
      licence: license,
    }))
    .sort((one, other) => (`${one.name}@${one.version}` < `${other.name}@${other.version}` ? -1 : 1));
}

const electron = 'node_modules/electron';

/** The bill of materials as npm makes it, without what would change from run to run. */
export function makeSbom() {
  // Its own --omit dev leaves out what a tool of the developer's needs too, such as React.
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--sbom-type', 'application'];
  const made = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }));
  const { name, version } = JSON.parse(read('package.json'));
  const { timestamp: _, tools: __, ...metadata } = made.metadata;
  const own = metadata.component['bom-ref'];
  const shipped = new Set([own, ...shippedPackages().map((each) => `${each.name}@${each.version}`)]);
  // What npm says of a package that a tool needs as well.
  const isDevelopment = ({ name: property }) => property === 'cdx:npm:package:development';
  const lock = createHash('sha256').update(read('package-lock.json')).digest('hex');
  return {
    ...made,
    // A UUID of version 8 (RFC 9562 section 5.8): the same lock has the same one.
    serialNumber: `urn:uuid:${lock.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')}`,
    metadata: { ...metadata, component: { ...metadata.component, name, version } },
    components: made.components
      .filter((each) => shipped.has(each['bom-ref']))
      .map((each) => ({
        ...each,
        scope: 'required',
        properties: each.properties.filter((property) => !isDevelopment(property)),
      })),
    dependencies: made.dependencies
      .filter(({ ref }) => shipped.has(ref))
      // Electron's own are those of its installer, which a build does not hold.
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => shipped.has(each)) })),
  };
}

/** The licence of each package, and each text once. */
export function makeLicences() {
  const texts = new Map();
  const rows = shippedPackages().map(({ path, name, version, licence }) => {
    const text = licenceText(path);
    if (text !== undefined && !texts.has(text)) texts.set(text, []);
    texts.get(text)?.push(name);
    return `| ${name} | ${version} | ${licence} |`;
  });
  return `# Third-party licences

Made by \`npm run sbom\`. Signet's builds hold these packages. A packaged desktop app also holds the texts of Electron and Chromium
(\`LICENSE.electron.txt\`, \`LICENSES.chromium.html\`). \`sbom.cdx.json\` is the same list for programs.

| package | version | licence |
|---|---|---|
${rows.join('\n')}

${[...texts].map(([text, names]) => `## ${[...new Set(names)].join(', ')}\n\n\`\`\`\`text\n${text}\n\`\`\`\``).join('\n\n')}
`;
}

function licenceText(path) {
  const folder = join(root, path);
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder).find((name) => /^licen[cs]e(?:[.-](?:md|txt|mit))?$/i.test(name));
  return file && readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(sbomFile, `${JSON.stringify(makeSbom(), null, 2)}\n`);
  writeFileSync(licencesFile, makeLicences());
  console.log(`${shippedPackages().length} packages`);
}
