import { SignetError } from '../../shared/base/signet-error.ts';
import type { KeyStore, StoreEntry } from '../key/key-store.ts';

/**
 * Picks an entry. Aliases are compared exactly first, then without case as Java does, then with the `kid` of a JWK.
 * @param alias may be left out where there is one entry of the kinds wanted.
 * @param kinds the kinds wanted; any if left out. An alias finds its entry whatever its kind, for the caller to
 *   say what is wrong with it.
 * Errors: `alias-not-found`, `alias-needed`, both with the aliases there in `details`; why the entry could not be read.
 */
export function findEntry(
  store: KeyStore,
  alias: string | undefined,
  kinds?: readonly StoreEntry['kind'][],
): StoreEntry {
  const wanted =
    kinds === undefined ? store.entries : store.entries.filter(({ kind }) => kinds.includes(kind));
  if (alias !== undefined) {
    const found = findByAlias(wanted, alias) ?? findByAlias(store.entries, alias);
    const problem = found && brokenBy(found);
    if (problem !== undefined) throw problem;
    return found ?? notFound(store.entries, alias);
  }
  const whole = wanted.filter((entry) => brokenBy(entry) === undefined);
  const [only, second] = whole;
  if (only === undefined) return notFound(store.entries, undefined);
  if (second === undefined) return only;
  throw new SignetError('alias-needed', `the store holds ${whole.length} entries that would do`, {
    hint: `say which: ${listAliases(whole)}`,
    details: { aliases: whole.map((entry) => entry.alias) },
  });
}

/** Why there is nothing in an entry to be used; undefined for one that is whole, or only locked. */
export function brokenBy({
  chain,
  publicKey,
  privateKey,
  secret,
  unreadable,
}: StoreEntry): SignetError | undefined {
  if (chain.length > 0 || publicKey !== undefined || privateKey !== undefined || secret !== undefined)
    return undefined;
  const isLocked = unreadable?.code === 'password-needed' || unreadable?.code === 'wrong-password';
  return isLocked ? undefined : unreadable;
}

function findByAlias(entries: readonly StoreEntry[], alias: string): StoreEntry | undefined {
  const folded = alias.toLowerCase();
  return (
    entries.find((entry) => entry.alias === alias) ??
    entries.find((entry) => entry.alias.toLowerCase() === folded) ??
    entries.find((entry) => entry.jwk?.kid === alias)
  );
}

function notFound(entries: readonly StoreEntry[], alias: string | undefined): never {
  const what =
    alias === undefined
      ? 'the store holds no entry of the kind that is needed'
      : `there is no entry with the alias ${alias}`;
  throw new SignetError('alias-not-found', what, {
    hint: entries.length === 0 ? 'the store is empty' : `the store holds: ${listAliases(entries)}`,
    details: { aliases: entries.map((entry) => entry.alias) },
  });
}

/** As many as a line of a terminal bears. */
function listAliases(entries: readonly StoreEntry[]): string {
  const shown = entries.slice(0, 10).map((entry) => entry.alias);
  return [
    ...shown,
    ...(entries.length > shown.length ? [`and ${entries.length - shown.length} more`] : []),
  ].join(', ');
}
