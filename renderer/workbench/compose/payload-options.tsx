import { readObject, setMember } from '../../../shared/base/edit-json.ts';
import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';

/** How the claims get into the token: usually as JSON without white space, in base64url. */
export function PayloadOptions() {
  const { draft, setDraft } = useWorkspace();
  const unencoded = isUnencoded(readObject(draft.header) ?? {});
  const chosen = [
    draft.verbatim ? 'as typed' : '',
    draft.detached ? 'detached' : '',
    unencoded ? 'unencoded' : '',
  ].filter(Boolean);
  return (
    <Disclosure
      title="Payload"
      note={chosen.length === 0 ? 'JSON, base64url, inside the token' : chosen.join(', ')}
    >
      <Checkbox
        label="Keep the text as typed"
        checked={draft.verbatim ?? false}
        onChange={(verbatim) => setDraft((before) => ({ ...before, verbatim }))}
        hint="White space and all; the payload may then be any text."
      />
      <Checkbox
        label="Leave it out of the token"
        checked={draft.detached ?? false}
        onChange={(detached) => setDraft((before) => ({ ...before, detached }))}
        hint="Detached: the receiver has it from elsewhere (RFC 7515 appendix F)."
      />
      <Checkbox
        label="Sign it as it is, not as base64url"
        checked={unencoded}
        onChange={(yes) => setDraft((before) => ({ ...before, header: setUnencoded(before.header, yes) }))}
        hint="Unencoded: sets b64 to false, and names it in crit (RFC 7797)."
      />
    </Disclosure>
  );
}

/** Whether a header has the payload signed as it is (RFC 7797 section 3). */
export function isUnencoded(header: JsonObject): boolean {
  return header.b64 === false;
}

/** Sets `b64` and names it in `crit`, as RFC 7797 section 6 asks for; or takes both back. Other names in `crit` stay. */
export function setUnencoded(header: string, yes: boolean): string {
  const others = criticalNames(readObject(header)?.crit).filter((name) => name !== 'b64');
  const critical = yes ? [...others, 'b64'] : others;
  const named = setMember(header, 'crit', critical.length > 0 ? critical : undefined);
  return setMember(named, 'b64', yes ? false : undefined);
}

function criticalNames(crit: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(crit) ? crit : [];
}
