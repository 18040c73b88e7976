import type { Services } from '../../shared/contract/contract.ts';
import type { TargetFormat } from '../../shared/contract/keystore.ts';
import { writeOutputFile } from '../home/output-file.ts';
import { type ChooseSavePath, findOutputPlace } from '../home/output-place.ts';
import type { OpenStores } from '../keystore/open-stores.ts';

/** Key stores, as the contract describes them. */
export function createKeystoreService(
  stores: OpenStores,
  chooseSavePath?: ChooseSavePath,
): Services['keystore'] {
  return {
    async open({ name, base64, password, ignoreIntegrity = false }, context) {
      const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
      const passwords = password === undefined ? {} : { store: password };
      const { handle, store } = await stores.open(name, bytes, passwords, { ...context, ignoreIntegrity });
      return { store: handle, name, ...store.listing };
    },
    async unlock({ store, password, ignoreIntegrity = false }, context) {
      const { name, listing } = await stores.unlock(store, password, { ...context, ignoreIntegrity });
      return { store, name, ...listing };
    },
    async convert({ store, aliases, to, file, ...options }) {
      const [{ convertEntries }, { listStore }, { findEntry }] = await Promise.all([
        import('../keystore/write/convert-entries.ts'),
        import('../keystore/list-store.ts'),
        import('../keystore/find-entry.ts'),
      ]);
      const { name, contents } = stores.find(store);
      const chosen = aliases?.map((alias) => findEntry(contents, alias)) ?? contents.entries;
      const { bytes, written } = await convertEntries(chosen, to, options);
      const place = await findOutputPlace(chooseSavePath, file, `${withoutEnding(name)}.${endings[to]}`);
      if (place === undefined) return { written: null, entries: [] };
      await writeOutputFile(place.path, bytes, { force: place.replace, mode: 0o600 });
      const { entries } = await listStore({ format: to, integrity: 'unchecked', entries: written });
      return { written: place.path, entries };
    },
    async close({ store }) {
      stores.close(store);
      return null;
    },
  };
}

const endings: Readonly<Record<TargetFormat, string>> = {
  pkcs12: 'p12',
  jks: 'jks',
  pem: 'pem',
  jwks: 'json',
};

function withoutEnding(name: string): string {
  return name.replace(/\.[^.]*$/, '') || 'keystore';
}
