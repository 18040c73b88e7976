import { decodeBase64url } from '../base/base64url.ts';
import { isJsonObject, type JsonObject, type ParsedJson, parseJson } from '../base/json.ts';
import { type Finding, finding } from './finding.ts';

/** What a payload turned out to be. */
export type DecodedPayload =
  | { readonly claims: JsonObject }
  | { readonly claims: null; readonly payload: string; readonly payloadEncoding?: 'base64url' };

/** The bytes of a part, and a finding for every way in which it departs from base64url. */
export function readPart(part: string, path: string, findings: Finding[]): Uint8Array {
  const { bytes, ...decoded } = decodeBase64url(part);
  const report = (code: Finding['code'], message: string) => findings.push(finding(code, path, message));
  if (decoded.padded) report('token-padding', `the ${path} is padded with "="; base64url in a token is not`);
  if (decoded.stray.length > 0) {
    const stray = decoded.stray.slice(0, 5).map((each) => JSON.stringify(each));
    report('token-stray-characters', `the ${path} holds what is not base64url: ${stray.join(' ')}`);
  }
  if (decoded.truncated) {
    report('token-malformed', `the ${path} ends in the middle of a byte: something is missing`);
  }
  if (decoded.notCanonical) {
    report('token-not-canonical', `the last character of the ${path} carries bits of no byte`);
  }
  return bytes;
}

/** A protected header; null when it is none. */
export function readHeader(part: string, findings: Finding[]): JsonObject | null {
  if (part === '') {
    findings.push(finding('header-not-json', 'header', 'the header is empty'));
    return null;
  }
  const text = decodeUtf8(readPart(part, 'header', findings));
  const parsed = text === undefined ? undefined : parseJson(text);
  if (!parsed?.ok || !isJsonObject(parsed.value)) {
    const why = parsed === undefined ? 'it is not UTF-8' : parsed.ok ? 'it is no object' : parsed.message;
    findings.push(finding('header-not-json', 'header', `the header is not a JSON object: ${why}`));
    return null;
  }
  reportMembers(parsed, 'header', findings);
  return parsed.value;
}

/** @param encoded false for a payload that stands in the token as it is (RFC 7797) */
export function readPayload(part: string, encoded: boolean, findings: Finding[]): DecodedPayload {
  if (part === '') {
    findings.push(
      finding('payload-detached', 'payload', 'the payload is empty or was taken out of the token'),
    );
    return { claims: null, payload: '' };
  }
  const text = encoded ? decodeUtf8(readPart(part, 'payload', findings)) : part;
  if (text === undefined) {
    findings.push(
      finding('payload-not-utf8', 'payload', 'the payload is not UTF-8 text; it is shown as base64url'),
    );
    return { claims: null, payload: part, payloadEncoding: 'base64url' };
  }
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) {
    const why = parsed.ok ? 'it is JSON, but no object' : `${parsed.message} at ${parsed.at}`;
    findings.push(finding('payload-not-json', 'payload', `the payload is not a JSON object: ${why}`));
    return { claims: null, payload: text };
  }
  reportMembers(parsed, 'claims', findings);
  return { claims: parsed.value };
}

/** What other readers may take otherwise than it is written: members that stand twice, and numbers that are rounded. */
export function reportMembers(
  { duplicates, inexact }: Extract<ParsedJson, { ok: true }>,
  path: string,
  findings: Finding[],
): void {
  for (const name of duplicates) {
    findings.push(
      finding('duplicate-member', `${path}.${name}`, `${name} stands more than once; readers take the last`),
    );
  }
  for (const name of inexact) {
    findings.push(
      finding(
        'number-not-exact',
        `${path}.${name}`,
        `the number ${name} is rounded by many readers: send it as a string to keep its digits`,
      ),
    );
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
