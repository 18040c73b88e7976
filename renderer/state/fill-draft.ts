import type { Draft } from '../../shared/contract/workspace.ts';
import type { Server } from '../../shared/servers/server.ts';
import { fillTemplate, placeholdersIn } from '../../shared/servers/text-pattern.ts';

/** The `{name}`s of a server's preset that nobody has filled in yet, in the order in which the server names them. */
export function unfilledIn(draft: Draft, server: Server): readonly string[] {
  const texts = [draft.header, draft.claims, draft.endpoint, ...[...draft.query, ...draft.params].flat()];
  const left = new Set(texts.flatMap(placeholdersIn));
  return Object.keys(server.placeholders).filter((name) => left.has(name));
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
