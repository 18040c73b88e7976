import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
// @ts-expect-error: a script, not a module with types
import { licencesFile, makeLicences, makeSbom, sbomFile, shippedPackages } from '../scripts/sbom.mjs';
import { root } from './support/run-signet.ts';

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      { version: string; hasInstallScript?: true; dependencies?: Readonly<Record<string, string>> }
    >
  >;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
const sbom = JSON.parse(readFileSync(sbomFile, 'utf8'));

/** What package.json lists, and all that those need, by walking the lock as Node looks for modules. */
function reach(): ReadonlySet<string> {
  const { dependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Lock['packages'][''];
  const found = new Set<string>(['node_modules/electron']);
  const visit = (from: string, names: readonly string[]) => {
    for (const name of names) {
      const places = from
        .split('/node_modules/')
        .map((_, up, all) => all.slice(0, all.length - up).join('/node_modules/'));
      const path = [...places.map((place) => `${place}/node_modules/${name}`), `node_modules/${name}`].find(
        (each) => each in lock.packages,
      );
      if (path === undefined) throw new Error(`the lock has no ${name} for ${from}`);
      if (found.has(path)) continue;
      found.add(path);
      visit(path, Object.keys(lock.packages[path]?.dependencies ?? {}));
    }
  };
  visit('', Object.keys(dependencies ?? {}));
  return found;
}

it('the bill of materials and the licences are those of the lock (otherwise: npm run sbom)', () => {
  expect(sbom).toEqual(makeSbom());
  expect(readFileSync(licencesFile, 'utf8')).toBe(makeLicences());
});

it('they hold what package.json lists, all that it needs, and Electron', () => {
  const named = [...reach()].map(
    (path) => `${path.split('node_modules/').at(-1)}@${lock.packages[path]?.version}`,
  );
  const listed = (sbom.components as { name: string; version: string }[]).map(
    ({ name, version }) => `${name}@${version}`,
  );
  expect([...new Set(named)].filter((each) => !listed.includes(each))).toEqual([]);
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: expect.stringMatching(/^1\.[56]$/) });
  expect(listed.some((each) => each.startsWith('vitest@') || each.startsWith('typescript@'))).toBe(false);
});

it('every package has a licence that allows what we do', () => {
  const allowed = /^(?:0BSD|Apache-2\.0|BSD-[23]-Clause|ISC|MIT|OFL-1\.1|BlueOak-1\.0\.0)$/;
  const others = (shippedPackages() as { name: string; licence: string }[]).filter(
    // Where there is a choice, one that is allowed is enough.
    ({ licence }) =>
      !(licence ?? '')
        .replace(/^\(|\)$/g, '')
        .split(' OR ')
        .some((each) => allowed.test(each)),
  );
  expect(others).toEqual([]);
});

it('no package needs a script of its own to be installed', () => {
  const scripts = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  // Below electron-builder, for Squirrel installers of Windows, which Signet does not make.
  expect(scripts.map(([path]) => path)).toEqual(['node_modules/electron-winstaller']);
});
