import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import { readObject, setMember } from '../../state/edit-json.ts';

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
