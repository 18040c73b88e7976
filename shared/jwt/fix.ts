import type { JsonValue } from '../base/json.ts';

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

/** A fix that sets one member: `Set exp to +5m`. */
export function setFix(path: string, value: JsonValue, title?: string): Fix {
  const name = nameOf(path);
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const words = value === '{uuid}' ? `Give ${name} a fresh UUID` : `Set ${name} to ${shown}`;
  return { title: title ?? words, changes: [{ set: { path, value } }] };
}

/** A fix that takes one member out: `Remove scope`. */
export function removeFix(path: string): Fix {
  return { title: `Remove ${nameOf(path)}`, changes: [{ remove: { path } }] };
}

/** A fix that has the core fill a header parameter in: `Add x5t#S256`. */
export function deriveFix(name: DerivedParameter): Fix {
  return { title: `Add ${name}`, changes: [{ derive: name }] };
}

/** `claims.https://box.example/id` names one member: only the first dot separates. */
function nameOf(path: string): string {
  return path.slice(path.indexOf('.') + 1);
}
