import { maxTokenLength } from '../contract/fields.ts';
import { SignetError } from '../contract/signet-error.ts';
import { decodeBase64url } from './base64url.ts';
import { checkClaimTypes, readTimes } from './claim-types.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';
import { currentSeconds, type TimeInWords } from './times.ts';

/** A token read as far as it can be read. Nothing of it has been verified. */
export interface DecodedToken {
  readonly kind: 'jws' | 'jwe' | 'unsecured' | 'malformed';
  readonly header: JsonObject | null;
  /** The payload, when it is a JSON object. */
  readonly claims: JsonObject | null;
  /** The payload's text, when it is not a JSON object. */
  readonly payload?: string;
  /** Set when the payload is not UTF-8: `payload` is then base64url. */
  readonly payloadEncoding?: 'base64url';
  /** The parts between the dots, without white space. */
  readonly parts: readonly string[];
  readonly signature?: { readonly bytes: number };
  readonly times: Readonly<Record<string, TimeInWords>>;
  readonly findings: readonly Finding[];
}

/**
 * Decodes a JWS or JWE in compact serialisation (RFC 7515 section 7.1, RFC 7516 section 7.1): strict in what it reports,
 * lenient in what it shows.
 * @param text the token; white space around and inside is passed over, and reported when inside
 * @param now seconds since the epoch, for the words `5 minutes ago`
 * @throws SignetError `empty-input`; `input-too-large` above 2 MiB
 */
export function decodeToken(text: string, now: number = currentSeconds()): DecodedToken {
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
  const parts = trimmed.replace(/\s+/g, '').split('.');
  if (/\s/.test(trimmed)) {
    findings.push(
      finding('token-whitespace', 'token', 'there is white space inside the token; it was passed over'),
    );
  }
  if (parts.length !== 3 && parts.length !== 5) {
    const dots = `${parts.length - 1} ${parts.length === 2 ? 'dot' : 'dots'}`;
    findings.push(
      finding(
        'token-malformed',
        'token',
        `a signed token has two dots and an encrypted one four; this has ${dots}`,
      ),
    );
  }

  const header = readHeader(parts[0] ?? '', findings);
  if (parts.length === 5) return encrypted(parts, header, findings);
  if (parts.length !== 3 && (parts.length < 2 || header === null)) {
    return { kind: 'malformed', header, claims: null, parts, times: {}, findings };
  }
  return signed(parts, header, findings, now);
}

function signed(
  parts: readonly string[],
  header: JsonObject | null,
  findings: Finding[],
  now: number,
): DecodedToken {
  const payload = readPayload(parts[1] ?? '', findings);
  const claims = 'claims' in payload ? payload.claims : null;
  if (claims) findings.push(...checkClaimTypes(claims));

  const signature = readPart(parts[2] ?? '', 'signature', findings).bytes;
  const unsecured = typeof header?.alg === 'string' && header.alg.toLowerCase() === 'none';
  if (unsecured) {
    findings.push(
      finding('algorithm-none', 'header.alg', 'the token is not signed: anybody could have written it'),
    );
  } else if (signature.length === 0 && header) {
    findings.push(finding('signature-missing', 'signature', 'the signature is empty'));
  }
  if (header) checkHeader(header, findings);

  const malformed = parts.length !== 3 || findings.some((each) => breaksTheToken.has(each.code));
  return {
    kind: malformed ? 'malformed' : unsecured ? 'unsecured' : 'jws',
    header,
    ...payload,
    parts,
    signature: { bytes: signature.length },
    times: claims ? readTimes(claims, now) : {},
    findings,
  };
}

function encrypted(parts: readonly string[], header: JsonObject | null, findings: Finding[]): DecodedToken {
  for (const [index, name] of ['encrypted-key', 'iv', 'ciphertext', 'tag'].entries()) {
    readPart(parts[index + 1] ?? '', name, findings);
  }
  if (header) checkHeader(header, findings);
  const malformed = findings.some((each) => breaksTheToken.has(each.code));
  return { kind: malformed ? 'malformed' : 'jwe', header, claims: null, parts, times: {}, findings };
}

const breaksTheToken: ReadonlySet<FindingCode> = new Set(['token-malformed', 'header-not-json']);

function readHeader(part: string, findings: Finding[]): JsonObject | null {
  if (part === '') {
    findings.push(finding('header-not-json', 'header', 'the header is empty'));
    return null;
  }
  const text = decodeUtf8(readPart(part, 'header', findings).bytes);
  const parsed = text === undefined ? undefined : parseJson(text);
  if (!parsed?.ok || !isJsonObject(parsed.value)) {
    const why = parsed === undefined ? 'it is not UTF-8' : parsed.ok ? 'it is no object' : parsed.message;
    findings.push(finding('header-not-json', 'header', `the header is not a JSON object: ${why}`));
    return null;
  }
  reportDuplicates(parsed.duplicates, 'header', findings);
  return parsed.value;
}

function readPayload(
  part: string,
  findings: Finding[],
): { claims: JsonObject } | { claims: null; payload: string; payloadEncoding?: 'base64url' } {
  if (part === '') {
    findings.push(
      finding('payload-detached', 'payload', 'the payload is empty or was taken out of the token'),
    );
    return { claims: null, payload: '' };
  }
  const text = decodeUtf8(readPart(part, 'payload', findings).bytes);
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
  reportDuplicates(parsed.duplicates, 'claims', findings);
  return { claims: parsed.value };
}

function readPart(part: string, path: string, findings: Finding[]): { bytes: Uint8Array } {
  const decoded = decodeBase64url(part);
  if (decoded.padded) {
    findings.push(
      finding('token-padding', path, `the ${path} is padded with "="; base64url in a token is not`),
    );
  }
  if (decoded.stray.length > 0) {
    const stray = decoded.stray
      .slice(0, 5)
      .map((each) => JSON.stringify(each))
      .join(' ');
    findings.push(
      finding('token-stray-characters', path, `the ${path} holds what is not base64url: ${stray}`),
    );
  }
  if (decoded.truncated) {
    findings.push(
      finding('token-malformed', path, `the ${path} ends in the middle of a byte: something is missing`),
    );
  }
  if (decoded.notCanonical) {
    findings.push(
      finding('token-not-canonical', path, `the last character of the ${path} carries bits of no byte`),
    );
  }
  return decoded;
}

function checkHeader(header: JsonObject, findings: Finding[]): void {
  if (header.alg === undefined) {
    findings.push(finding('algorithm-missing', 'header.alg', 'the header names no algorithm'));
  }
  for (const name of ['alg', 'kid', 'typ', 'cty', 'x5t', 'x5t#S256', 'jku', 'x5u']) {
    const value = header[name];
    if (value !== undefined && typeof value !== 'string') {
      findings.push(finding('header-wrong-type', `header.${name}`, `${name} must be a string`));
    }
  }
  for (const name of ['jku', 'x5u']) {
    if (header[name] !== undefined) {
      findings.push(
        finding(
          'key-reference-not-fetched',
          `header.${name}`,
          `${name} names a place to fetch a key from; it was not fetched`,
        ),
      );
    }
  }
  for (const name of ['jwk', 'x5c']) {
    if (header[name] !== undefined) {
      findings.push(
        finding(
          'key-in-header',
          `header.${name}`,
          `the token brings its own key in ${name}; that proves nothing by itself`,
        ),
      );
    }
  }
}

function reportDuplicates(names: readonly string[], path: string, findings: Finding[]): void {
  for (const name of names) {
    findings.push(
      finding('duplicate-member', `${path}.${name}`, `${name} stands more than once; the last one is shown`),
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
