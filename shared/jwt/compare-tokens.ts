import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { sameJson } from '../base/same-json.ts';
import type { DecodedToken } from './decode-token.ts';

/** A member as it stands in two tokens; undefined where it is missing. */
export interface MemberChange {
  /** `header.kid`, `claims.act.sub`. */
  readonly path: string;
  readonly change: 'same' | 'changed' | 'added' | 'removed';
  readonly left: JsonValue | undefined;
  readonly right: JsonValue | undefined;
}

/**
 * What changed between two tokens, member by member: first those of the left in their order, then what the right adds.
 * Objects are compared by their members, arrays as a whole, since the order in them has a meaning.
 */
export function compareTokens(left: DecodedToken, right: DecodedToken): readonly MemberChange[] {
  return [
    ...compareObjects('header', left.header ?? {}, right.header ?? {}),
    ...compareObjects('claims', left.claims ?? {}, right.claims ?? {}),
    ...comparePayloads(left, right),
  ];
}

function compareObjects(path: string, left: JsonObject, right: JsonObject): MemberChange[] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) => compareMember(`${path}.${name}`, own(left, name), own(right, name)));
}

function compareMember(
  path: string,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): MemberChange[] {
  if (isJsonObject(left) && isJsonObject(right) && Object.keys({ ...left, ...right }).length > 0) {
    return compareObjects(path, left, right);
  }
  if (left === undefined) return [{ path, change: 'added', left, right }];
  if (right === undefined) return [{ path, change: 'removed', left, right }];
  return [{ path, change: sameJson(left, right) ? 'same' : 'changed', left, right }];
}

/** A payload that is no JSON object has no members: it is compared as a text. */
function comparePayloads(left: DecodedToken, right: DecodedToken): MemberChange[] {
  if (left.payload === undefined && right.payload === undefined) return [];
  return compareMember('payload', left.payload, right.payload);
}

function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
