import { setMember } from '../../shared/base/edit-json.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import type { Change, Fix } from '../../shared/jwt/fix.ts';

/** The draft with what a fix changes; all else in its texts stays as it was typed. `{uuid}` stays, to be fresh at each signing. */
export function mendDraft(draft: Draft, { changes }: Fix): Draft {
  return changes.reduce(mend, draft);
}

function mend(draft: Draft, change: Change): Draft {
  if ('derive' in change) {
    const { derive } = change;
    const add = [...(draft.add ?? []).filter((name) => name !== derive), derive];
    return { ...draft, add, header: setMember(draft.header, derive, undefined) };
  }
  const [path, value] =
    'set' in change ? [change.set.path, change.set.value] : [change.remove.path, undefined];
  // `claims.https://box.example/id` is one name: only the first dot separates.
  const [, part, name = ''] = /^(header|claims)\.(.+)$/s.exec(path) ?? [];
  if (part === 'claims') return { ...draft, claims: setMember(draft.claims, name, value) };
  if (part !== 'header') return draft;
  const { add, ...rest } = draft;
  const kept = add?.filter((each) => each !== name);
  return { ...rest, ...(kept ? { add: kept } : {}), header: setMember(draft.header, name, value) };
}
