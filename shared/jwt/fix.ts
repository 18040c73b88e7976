import type { JsonObject, JsonValue } from './json.ts';

/** Header parameters that only the core can fill in: they follow from the key and its certificate. */
export type DerivedParameter = 'kid' | 'x5t' | 'x5t#S256' | 'x5c';

/**
 * One change to a header and claims. A path names a member at the top: `header.typ`, `claims.exp`. A time may be an
 * expression (`now`, `+5m`); `{uuid}` stands for a fresh UUID.
 */
export type Change =
  | { readonly set: { readonly path: string; readonly value: JsonValue } }
  | { readonly remove: { readonly path: string } }
  | { readonly derive: DerivedParameter };

/** What one press mends, as data. */
export interface Fix {
  /** On the button: `Set exp to +5m`. */
  readonly title: string;
  readonly changes: readonly Change[];
}

export interface Composition {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** A composition with a fix applied, and the header parameters that the core has yet to derive. Time expressions stay as they are. */
export function applyFix(
  { changes }: Fix,
  { header, claims }: Composition,
  freshId: () => string,
): Composition & { readonly derive: readonly DerivedParameter[] } {
  const members = { header: new Map(Object.entries(header)), claims: new Map(Object.entries(claims)) };
  const derive: DerivedParameter[] = [];
  for (const change of changes) {
    if ('derive' in change) {
      derive.push(change.derive);
      members.header.delete(change.derive);
    } else if ('set' in change) {
      const { part, name } = splitPath(change.set.path);
      members[part].set(name, change.set.value === '{uuid}' ? freshId() : change.set.value);
    } else {
      const { part, name } = splitPath(change.remove.path);
      members[part].delete(name);
    }
  }
  return { header: Object.fromEntries(members.header), claims: Object.fromEntries(members.claims), derive };
}

/** `claims.https://box.example/id` → the claim `https://box.example/id`: only the first dot separates. */
function splitPath(path: string): { readonly part: 'header' | 'claims'; readonly name: string } {
  const at = path.indexOf('.');
  return { part: path.slice(0, at) === 'header' ? 'header' : 'claims', name: path.slice(at + 1) };
}

/** A fix that sets one member: `Set exp to +5m`. */
export function setFix(path: string, value: JsonValue, title?: string): Fix {
  const { name } = splitPath(path);
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const words = value === '{uuid}' ? `Give ${name} a fresh UUID` : `Set ${name} to ${shown}`;
  return { title: title ?? words, changes: [{ set: { path, value } }] };
}

/** A fix that takes one member out: `Remove scope`. */
export function removeFix(path: string): Fix {
  return { title: `Remove ${splitPath(path).name}`, changes: [{ remove: { path } }] };
}

/** A fix that has the core fill a header parameter in: `Add x5t#S256`. */
export function deriveFix(name: DerivedParameter): Fix {
  return { title: `Add ${name}`, changes: [{ derive: name }] };
}
