import {
  type JsonChild,
  readMembers,
  readObject,
  setMember,
  setRawValue,
} from '../../shared/base/edit-json.ts';
import { compactJson } from '../../shared/base/json.ts';
import { sameJson } from '../../shared/base/same-json.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import type { DerivedParameter } from '../../shared/jwt/fix.ts';
import { derivedParameters } from '../../shared/oauth/request-model.ts';
import type { Server } from '../../shared/servers/server.ts';
import { withEndpoint } from './draft-request.ts';
import { draftFor, presetAdditions, type SigningKey } from './start-draft.ts';

export interface Surroundings {
  /** Those that are known: the draft names the one before. */
  readonly servers: readonly Server[];
  readonly entries: readonly SigningKey[];
}

/**
 * The draft for another server. What still stands as the server before had put it gives way to the new preset; what was
 * typed stays, whatever the preset says.
 */
export function chooseServer(draft: Draft, next: Server, { servers, entries }: Surroundings): Draft {
  const before = servers.find(({ name }) => name === draft.server);
  const key = entries.find(({ id }) => id === draft.entry);
  const base = before ? draftFor(before, key) : emptyPreset;
  const preset = draftFor(next, key);
  const add = mergeAdditions(draft, base, preset);
  const derived = new Set<string>(add);
  const {
    add: _add,
    grant: _grant,
    ...rest
  } = withEndpoint(draft, chosen(draft.endpoint, base.endpoint, preset.endpoint));
  const grant = sameJson(draft.grant, base.grant) ? preset.grant : draft.grant;
  const merged: Draft = {
    ...rest,
    server: next.name,
    header: mergeMembers(draft.header, base.header, preset.header, derived),
    claims: draft.verbatim
      ? chosen(draft.claims, base.claims, preset.claims)
      : mergeMembers(draft.claims, base.claims, preset.claims),
    ...(add.length > 0 ? { add } : {}),
    ...(grant === undefined ? {} : { grant }),
    auth: {
      ...draft.auth,
      method: draft.auth.method === base.auth.method ? preset.auth.method : draft.auth.method,
    },
    query: mergePairs(draft.query, base.query, preset.query),
    params: mergePairs(draft.params, base.params, preset.params),
  };
  return fitted(merged, next, entries);
}

/**
 * The draft with another key. What does not go with it follows: `alg`, and what is filled in from it, which is what the
 * preset says of this key where it was what the preset said of the one before.
 */
export function withKey(draft: Draft, next: SigningKey, { servers, entries }: Surroundings): Draft {
  const algorithm = readObject(draft.header)?.alg;
  const fits = typeof algorithm === 'string' && next.algorithms.includes(algorithm);
  const header = fits ? draft.header : setMember(draft.header, 'alg', next.algorithms[0]);
  const server = servers.find(({ name }) => name === draft.server);
  const before = entries.find(({ id }) => id === draft.entry);
  const { add, ...rest } = draft;
  const isPreset = server !== undefined && sameJson(add ?? [], presetAdditions(server, before));
  const kept = isPreset
    ? presetAdditions(server, next).filter((name) => readObject(header)?.[name] === undefined)
    : (add ?? []).filter((name) => derivableParameters(next).includes(name));
  return { ...rest, ...(kept.length > 0 ? { add: [...kept] } : {}), entry: next.id, header };
}

/** What can be filled into a header from a key: the thumbprints and the chain only where it has a certificate. */
export function derivableParameters({ key, chain }: SigningKey): readonly DerivedParameter[] {
  const hasName = key?.thumbprint !== undefined || key?.kid !== undefined;
  return derivedParameters.filter((name) => (name === 'kid' ? hasName : chain.length > 0));
}

/** What stands in a draft before any server was chosen for it. */
const emptyPreset: Pick<
  Draft,
  'header' | 'claims' | 'add' | 'endpoint' | 'grant' | 'auth' | 'query' | 'params'
> = {
  header: '{}',
  claims: '{}',
  endpoint: '',
  auth: { method: 'none', clientId: '' },
  query: [],
  params: [],
};

function chosen(typed: string, base: string, preset: string): string {
  return typed.trim() === '' || typed === base ? preset : typed;
}

/** @param derived names that are filled in at signing, and need no value of the preset's */
function mergeMembers(
  text: string,
  base: string,
  preset: string,
  derived: ReadonlySet<string> = new Set(),
): string {
  const members = readMembers(text);
  // A text that a form cannot show is being worked on: it is left as it is.
  if (!members) return text.trim() === '' ? preset : text;
  const before = byName(readMembers(base) ?? []);
  const wanted = byName(readMembers(preset) ?? []);
  let merged = text === base ? preset : text;
  if (merged !== preset) {
    for (const { name, raw } of members) {
      const untouched = sameText(raw, before.get(String(name)));
      if (untouched) merged = setRawValue(merged, [name], wanted.get(String(name)));
    }
    const typed = byName(members);
    for (const [name, raw] of wanted) {
      // What the user took out of the old preset stays out, unless the new one wants something else there.
      const takenOut = !typed.has(name) && sameText(raw, before.get(name));
      if (!typed.has(name) && !takenOut) merged = setRawValue(merged, [name], raw);
    }
  }
  for (const name of derived) if (wanted.has(name)) merged = setMember(merged, name, undefined);
  return merged;
}

function byName(members: readonly JsonChild[]): ReadonlyMap<string, string> {
  return new Map(members.map(({ name, raw }) => [String(name), raw]));
}

function sameText(raw: string, other: string | undefined): boolean {
  return other !== undefined && compactJson(raw) === compactJson(other);
}

/** What is filled in at signing, but for what the user has typed by hand. */
function mergeAdditions(
  draft: Pick<Draft, 'add' | 'header'>,
  base: Pick<Draft, 'add'>,
  preset: Pick<Draft, 'add'>,
) {
  if (!sameJson(draft.add ?? [], base.add ?? [])) return draft.add ?? [];
  const typed = readObject(draft.header) ?? {};
  return (preset.add ?? []).filter((name) => !Object.hasOwn(typed, name));
}

function mergePairs(pairs: Draft['query'], base: Draft['query'], preset: Draft['query']): [string, string][] {
  const typed = pairs.filter(
    ([name, value]) => !base.some((each) => each[0] === name && each[1] === value) && name + value !== '',
  );
  const names = new Set(typed.map(([name]) => name));
  return [...preset.filter(([name]) => !names.has(name)), ...typed].map(([name, value]) => [name, value]);
}

/** With an algorithm that the chosen key has, where the preset's is none of them: one that the server takes, too. */
function fitted(draft: Draft, { rules }: Server, entries: Surroundings['entries']): Draft {
  const algorithms = entries.find(({ id }) => id === draft.entry)?.algorithms ?? [];
  const stated = readObject(draft.header)?.alg;
  if (algorithms.length === 0 || (typeof stated === 'string' && algorithms.includes(stated))) return draft;
  const alg = algorithms.find((each) => rules.algorithms.includes(each)) ?? algorithms[0];
  return { ...draft, header: setMember(draft.header, 'alg', alg) };
}
