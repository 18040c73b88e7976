import { memberSpans } from '../../../shared/base/edit-json.ts';
import type { TokenSpan } from '../../ui/token-text.tsx';

/** Which characters of a signed token each member of its header and of its claims became; none for what cannot be read. */
export function tokenMembers(token: string): readonly TokenSpan[] {
  let at = 0;
  return token.split('.', 2).flatMap((part, index) => {
    const start = at;
    at += part.length + 1;
    const text = readPart(part);
    return memberSpans(text).map(({ name, from, to }) => ({
      name: `${index === 0 ? 'header' : 'claims'}.${name}`,
      // Three bytes are four characters of base64url.
      from: start + Math.floor((bytesOf(text.slice(0, from)) * 4) / 3),
      to: start + Math.ceil((bytesOf(text.slice(0, to)) * 4) / 3),
    }));
  });
}

function readPart(part: string): string {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
