import type { Services } from '../../shared/contract/contract.ts';
import type { TargetFormat } from '../../shared/contract/keystore.ts';
import { type FileOutlet, noOutlet, requireEncrypted } from '../home/file-outlet.ts';
import type { OpenStores } from '../keystore/open-stores.ts';

/** Key stores, as the contract describes them. */
export function createKeystoreService(
  stores: OpenStores,
  outlet: FileOutlet = noOutlet,
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
    async convert({ store, aliases, to, ...options }) {
      const [{ convertEntries }, { listStore }, { brokenBy, findEntry }] = await Promise.all([
        import('../keystore/write/convert-entries.ts'),
        import('../keystore/list-store.ts'),
        import('../keystore/find-entry.ts'),
      ]);
      const { name, contents } = stores.find(store);
      const chosen =
        aliases?.map((alias) => findEntry(contents, alias)) ??
        contents.entries.filter((entry) => brokenBy(entry) === undefined);
      requireEncrypted(outlet, options.unencrypted === true);
      const { bytes, written, warnings } = await convertEntries(chosen, to, options);
      const delivered = await outlet.deliver(`${withoutEnding(name)}.${endings[to]}`, bytes);
      if (delivered.written === null && delivered.download === undefined)
        return { written: null, entries: [], warnings: [] };
      const { entries } = await listStore({ format: to, integrity: 'unchecked', entries: written });
      return { ...delivered, entries, warnings };
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
