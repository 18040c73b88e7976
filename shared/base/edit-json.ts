import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from './json.ts';

/** The way to a value inside a JSON text: member names and array indices. */
export type JsonPath = readonly (string | number)[];

/** A member of an object, or an item of an array by its index, with its value as it stands in the text. */
export interface JsonChild {
  readonly name: string | number;
  readonly raw: string;
}

/** The object that a text holds, or undefined while it holds none. */
export function readObject(text: string): JsonObject | undefined {
  const parsed = parseJson(text);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}

/**
 * The members of the object that a text holds, in the order of the text: that of a JavaScript object puts `1` before
 * `a`. Undefined while it holds none, or a name twice: a form could not say which of the two it shows.
 */
export function readMembers(text: string): readonly JsonChild[] | undefined {
  const parsed = parseJson(text);
  return parsed.ok && isJsonObject(parsed.value) && parsed.duplicates.length === 0
    ? readChildren(text)
    : undefined;
}

/** The members of an object or the items of an array, given as JSON text. */
export function readChildren(text: string): readonly JsonChild[] {
  const children = parseTree(text)?.children ?? [];
  return children.map((child, index) => {
    const [name, value = child] = child.type === 'property' ? (child.children ?? []) : [];
    return { name: name ? String(name.value) : index, raw: text.slice(value.offset, endOf(value)) };
  });
}

/** Where each member of the object that a text holds stands in it, name and value; none where it holds no object. */
export function memberSpans(
  text: string,
): readonly { readonly name: string; readonly from: number; readonly to: number }[] {
  const tree = parseTree(text);
  if (tree?.type !== 'object') return [];
  return (tree.children ?? []).map((property) => ({
    name: String(property.children?.[0]?.value),
    from: property.offset,
    to: endOf(property),
  }));
}

/** The text with one value set, or taken out when it is undefined; all else stays as it was typed. A broken text stays as it is. */
export function setValue(text: string, path: JsonPath, value: JsonValue | undefined): string {
  return setRawValue(text, path, value === undefined ? undefined : JSON.stringify(value));
}

/** The same with the value as JSON text: a number keeps the digits that JavaScript would lose. */
export function setRawValue(text: string, path: JsonPath, raw: string | undefined): string {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  if (errors.length > 0 || tree?.type !== 'object') return text;
  const parent = findNodeAtLocation(tree, path.slice(0, -1) as JsonPath[number][]);
  const last = path.at(-1);
  if (!parent || last === undefined) return text;
  const place = lastChildNamed(parent, last);
  if (raw === undefined) return place ? takeOut(text, parent, place) : text;
  if (place) return splice(text, place.offset, endOf(place), raw);
  return putIn(text, parent, parent.type === 'object' ? last : undefined, raw);
}

/** Of members that stand twice, the last: the one that readers take. */
function lastChildNamed(parent: Node, name: string | number): Node | undefined {
  if (parent.type !== 'object') return findNodeAtLocation(parent, [name]);
  return parent.children?.findLast(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

/** {@link setValue} for a member at the top. */
export function setMember(text: string, name: string, value: JsonValue | undefined): string {
  return setValue(text, [name], value);
}

/** Adds a child after the last one, set apart from it as that is from the one before. */
function putIn(text: string, parent: Node, name: string | number | undefined, raw: string): string {
  const last = parent.children?.at(-1);
  const [nameNode, valueNode] = last?.type === 'property' ? (last.children ?? []) : [];
  const colon = nameNode && valueNode ? text.slice(endOf(nameNode), valueNode.offset) : ': ';
  const child = name === undefined ? raw : `${JSON.stringify(name)}${colon}${raw}`;
  if (last) return splice(text, endOf(last), endOf(last), `,${spaceBefore(text, last.offset)}${child}`);
  const indent = /^\s*/.exec(text.slice(text.lastIndexOf('\n', parent.offset) + 1))?.[0] ?? '';
  return splice(text, parent.offset + 1, endOf(parent) - 1, `\n${indent}  ${child}\n${indent}`);
}

/** Takes a child out together with the comma that stood beside it. */
function takeOut(text: string, parent: Node, value: Node): string {
  const children = parent.children ?? [];
  const at = children.findIndex((each) => each === value || each === value.parent);
  const [before, child, after] = [children[at - 1], children[at], children[at + 1]];
  if (!child) return text;
  if (before) return splice(text, endOf(before), endOf(child), '');
  if (after) return splice(text, child.offset, after.offset, '');
  return splice(text, parent.offset + 1, endOf(parent) - 1, '');
}

function spaceBefore(text: string, offset: number): string {
  return /\s*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function splice(text: string, from: number, to: number, content: string): string {
  return text.slice(0, from) + content + text.slice(to);
}

/** Why a text is not a JSON object, with the line it goes wrong in; undefined when it is one. */
export function jsonProblem(text: string): string | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const line = text.slice(0, parsed.at).split('\n').length;
    return `line ${line}: ${parsed.message}`;
  }
  return isJsonObject(parsed.value) ? undefined : 'this is no JSON object';
}
