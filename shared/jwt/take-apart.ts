import { decodeBase64url } from '../base/base64url.ts';
import { isJsonObject, parseJson } from '../base/json.ts';
import { maxTokenLength } from '../base/limits.ts';
import { SignetError } from '../base/signet-error.ts';
import { type Finding, finding } from './finding.ts';
import { compactForm, type JweForm, type JwsForm, jsonForm } from './token-form.ts';

/** A token's text taken apart, before anything of it is decoded. */
export interface TokenParts {
  /** Undefined when it is no token. */
  readonly form: JwsForm | JweForm | undefined;
  /** Of a compact token, the parts between the dots, without white space; of one in JSON, empty. */
  readonly parts: readonly string[];
  readonly findings: Finding[];
}

/**
 * Takes a token apart, whatever its serialisation. White space around and inside is passed over, and reported when inside.
 * @throws SignetError `empty-input`; `input-too-large` above 2 MiB
 */
export function takeApart(text: string): TokenParts {
  const trimmed = text.trim();
  if (trimmed === '') {
    throw new SignetError('empty-input', 'there is no token', { hint: 'paste a token, or pipe it in' });
  }
  if (trimmed.length > maxTokenLength) {
    throw new SignetError('input-too-large', 'this is too large for a token', {
      details: { maximum: maxTokenLength },
    });
  }
  const findings: Finding[] = [];
  if (trimmed.startsWith('{')) return { form: jsonForm(trimmed, findings), parts: [], findings };

  const unencoded = unencodedParts(trimmed);
  const parts = unencoded ?? trimmed.replace(/\s+/g, '').split('.');
  if (unencoded === undefined && /\s/.test(trimmed)) {
    findings.push(
      finding('token-whitespace', 'token', 'there is white space inside the token; it was passed over'),
    );
  }
  const form = compactForm(parts);
  if (form === undefined) {
    const dots = `${parts.length - 1} ${parts.length === 2 ? 'dot' : 'dots'}`;
    const message = `a signed token has two dots and an encrypted one four; this has ${dots}`;
    findings.push(finding('token-malformed', 'token', message));
  }
  return { form, parts, findings };
}

/** Header, payload and signature of a compact token whose payload is not base64url but itself (RFC 7797 section 5.2). */
function unencodedParts(text: string): readonly string[] | undefined {
  const [first, last] = [text.indexOf('.'), text.lastIndexOf('.')];
  // The header is read only where it can say so: nearly no token has white space or dots in its payload.
  if (first === last || (!/\s/.test(text.slice(first, last)) && text.split('.', 4).length === 3))
    return undefined;
  const header = parseJson(new TextDecoder().decode(decodeBase64url(text.slice(0, first)).bytes));
  if (!header.ok || !isJsonObject(header.value) || header.value.b64 !== false) return undefined;
  return [text.slice(0, first), text.slice(first + 1, last), text.slice(last + 1)];
}
