import { readObject } from '../../shared/base/edit-json.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { assertionUse } from '../../shared/oauth/build-request.ts';
import { placeholdersLeft } from '../../shared/servers/placeholders-left.ts';
import type { Server } from '../../shared/servers/server.ts';
import { fillTemplate, placeholdersIn } from '../../shared/servers/text-pattern.ts';

/** The `{name}`s of a server's preset that nobody has filled in yet, in the order in which the server names them. */
export function unfilledIn(draft: Draft, server: Server): readonly string[] {
  const texts = [draft.header, draft.claims, draft.endpoint, ...[...draft.query, ...draft.params].flat()];
  const left = new Set(texts.flatMap(placeholdersIn));
  return Object.keys(server.placeholders).filter((name) => left.has(name));
}

/** What would be sent with a `{name}` of the server's preset where the preset has it: the same letters elsewhere are the user's. */
export function leftToFillIn(draft: Draft, server: Server): readonly string[] {
  const { preset, placeholders } = server;
  const isOfPreset = (text: string, presetText = '') =>
    placeholdersIn(text).filter(
      (name) => placeholdersIn(presetText).includes(name) && Object.hasOwn(placeholders, name),
    );
  const inPairs = (pairs: Draft['query'], presets: Draft['query']) =>
    pairs.flatMap(([name, value]) => isOfPreset(value, presets.find((each) => each[0] === name)?.[1]));
  const inToken =
    assertionUse(draft) === 'none'
      ? []
      : placeholdersLeft(server, readObject(draft.header) ?? {}, readObject(draft.claims) ?? {});
  return [
    ...new Set([
      ...inToken.map(({ name }) => name),
      ...isOfPreset(draft.endpoint, preset.endpoint),
      ...inPairs(draft.query, preset.query as Draft['query']),
      ...inPairs(draft.params, preset.params as Draft['params']),
    ]),
  ];
}

/** The draft with values in place of their `{name}`s, wherever they stand. */
export function fillDraft(draft: Draft, values: Readonly<Record<string, string>>): Draft {
  const inJson = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, JSON.stringify(value).slice(1, -1)]),
  );
  const fillPairs = (pairs: Draft['query']) =>
    pairs.map(([name, value]): [string, string] => [name, fillTemplate(value, values)]);
  return {
    ...draft,
    header: fillTemplate(draft.header, inJson),
    claims: fillTemplate(draft.claims, inJson),
    endpoint: fillTemplate(draft.endpoint, values),
    query: fillPairs(draft.query),
    params: fillPairs(draft.params),
  };
}
