import { type JsonObject, textOf } from '../base/json.ts';
import { checkHeader } from './check-header.ts';
import { readTimes } from './claim-types.ts';
import { readHeader, readPart, readPayload } from './decode-parts.ts';
import { rawSignature } from './der-signature.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import { inspectClaims } from './inspect-claims.ts';
import { looksLikeToken } from './looks-like-token.ts';
import { type TokenParts, takeApart } from './take-apart.ts';
import { currentSeconds, type TimeInWords } from './times.ts';
import type { JweForm, JwsForm, JwsSignature, Serialization } from './token-form.ts';

/** A token read as far as it can be read. Nothing of it has been verified. */
export interface DecodedToken {
  readonly kind: 'jws' | 'jwe' | 'unsecured' | 'malformed';
  readonly serialization: Serialization;
  /** The JOSE header: protected and unprotected parameters together; of the first signature or recipient. */
  readonly header: JsonObject | null;
  /** The parameters that nothing protects, where there are any: anybody can have changed them. */
  readonly unprotected?: JsonObject;
  /** The payload, when it is a JSON object. */
  readonly claims: JsonObject | null;
  /** The payload's text, when it is not a JSON object. */
  readonly payload?: string;
  /** Set when the payload is not UTF-8: `payload` is then base64url. */
  readonly payloadEncoding?: 'base64url';
  /** The payload, when it is itself a token. */
  readonly nested?: DecodedToken;
  /** The parts between the dots, without white space; of a token in JSON, the parts of which it would be made. */
  readonly parts: readonly string[];
  readonly signature?: { readonly bytes: number };
  /** Each signature or recipient of a general JSON serialisation. */
  readonly signatures?: readonly { readonly header: JsonObject; readonly bytes: number }[];
  readonly recipients?: readonly { readonly header: JsonObject }[];
  readonly times: Readonly<Record<string, TimeInWords>>;
  readonly findings: readonly Finding[];
}

const deepestNesting = 4;

/**
 * Decodes a JWS or JWE in any serialisation (RFC 7515 section 7, RFC 7516 section 7): strict in what it reports, lenient
 * in what it shows.
 * @param text the token; white space around and inside is passed over, and reported when inside
 * @param now seconds since the epoch, for the words `5 minutes ago`
 * @throws SignetError `empty-input`; `input-too-large` above 2 MiB
 */
export function decodeToken(text: string, now: number = currentSeconds(), depth = 1): DecodedToken {
  return decodeParts(takeApart(text), now, depth);
}

/**
 * Decodes what was taken apart before.
 * @param depth how deep this token is nested in others
 * @param critical names in `crit` that the user declares understood
 */
export function decodeParts(
  { form, parts, findings }: TokenParts,
  now: number,
  depth = 1,
  critical: readonly string[] = [],
): DecodedToken {
  if (form?.kind === 'jwe') return encrypted(form, parts, findings);
  if (form) return signed(form, parts, findings, { now, depth, critical });
  const header = parts.length > 0 ? readHeader(parts[0] ?? '', findings) : null;
  // With a header that can be read, the next part is shown as a payload for what it is worth.
  if (parts.length > 1 && header) {
    const [protectedHeader = '', payload = '', signature = ''] = parts;
    const assumed = { protected: protectedHeader, signature };
    const guess: JwsForm = { kind: 'jws', serialization: 'compact', payload, signatures: [assumed] };
    return signed(guess, parts, findings, { now, depth, critical });
  }
  const serialization = parts.length > 0 ? 'compact' : 'flattened';
  return { kind: 'malformed', serialization, header, claims: null, parts, times: {}, findings };
}

function signed(
  form: JwsForm,
  parts: readonly string[],
  findings: Finding[],
  {
    now,
    depth,
    critical,
  }: { readonly now: number; readonly depth: number; readonly critical: readonly string[] },
): DecodedToken {
  const [first = { signature: '' }, ...others] = form.signatures;
  const header = joinHeaders('jws', first.protected, [first.header], findings);
  const payload = readPayload(form.payload, header?.b64 !== false, findings);
  const { claims } = payload;
  if (claims) findings.push(...inspectClaims(claims));
  const text = 'payload' in payload ? payload.payload : '';
  const nested =
    depth < deepestNesting && looksLikeToken(text) ? decodeToken(text, now, depth + 1) : undefined;

  const unsecured = typeof header?.alg === 'string' && header.alg.toLowerCase() === 'none';
  const bytes = readSignature(first, header, unsecured, findings);
  if (header) findings.push(...checkHeader('jws', header, first.header, critical));
  const malformed =
    parts.length > 3 || parts.length === 2 || findings.some((each) => breaksTheToken.has(each.code));
  return {
    kind: malformed ? 'malformed' : unsecured ? 'unsecured' : 'jws',
    serialization: form.serialization,
    header,
    ...(first.header ? { unprotected: first.header } : {}),
    ...payload,
    ...(nested ? { nested } : {}),
    parts: form.serialization === 'compact' ? parts : [first.protected ?? '', form.payload, first.signature],
    signature: { bytes },
    ...(form.serialization === 'general'
      ? { signatures: [{ header: header ?? {}, bytes }, ...others.map((each) => describeSignature(each))] }
      : {}),
    times: claims ? readTimes(claims, now) : {},
    findings,
  };
}

/** The length of a signature in bytes. */
function readSignature(
  { signature }: JwsSignature,
  header: JsonObject | null,
  unsecured: boolean,
  findings: Finding[],
): number {
  const bytes = readPart(signature, 'signature', findings);
  if (unsecured) {
    findings.push(
      finding('algorithm-none', 'header.alg', 'the token is not signed: anybody could have written it'),
    );
  } else if (bytes.length === 0 && header) {
    findings.push(finding('signature-missing', 'signature', 'the signature is empty'));
  } else if (rawSignature(textOf(header?.alg), bytes)) {
    findings.push(
      finding('signature-der-encoded', 'signature', 'the signature is DER; a JWS holds r and s side by side'),
    );
  }
  return bytes.length;
}

/** Of the other signatures, only what they are: findings are about the first. */
function describeSignature(signature: JwsSignature) {
  const ignored: Finding[] = [];
  return {
    header: joinHeaders('jws', signature.protected, [signature.header], ignored) ?? {},
    bytes: readPart(signature.signature, 'signature', ignored).length,
  };
}

function encrypted(form: JweForm, parts: readonly string[], findings: Finding[]): DecodedToken {
  const [first = { encryptedKey: '' }] = form.recipients;
  const own = [form.unprotected, first.header];
  const header = joinHeaders('jwe', form.protected, own, findings);
  const compact = [form.protected ?? '', first.encryptedKey, form.iv, form.ciphertext, form.tag];
  for (const [index, name] of ['encrypted-key', 'iv', 'ciphertext', 'tag'].entries()) {
    readPart(compact[index + 1] ?? '', name, findings);
  }
  const unprotected = { ...form.unprotected, ...first.header };
  if (header) findings.push(...checkHeader('jwe', header, unprotected));
  const malformed = findings.some((each) => breaksTheToken.has(each.code));
  return {
    kind: malformed ? 'malformed' : 'jwe',
    serialization: form.serialization,
    header,
    ...(Object.keys(unprotected).length > 0 ? { unprotected } : {}),
    claims: null,
    parts: form.serialization === 'compact' ? parts : compact,
    ...(form.serialization === 'general'
      ? {
          recipients: form.recipients.map((each) => ({
            header: joinHeaders('jwe', form.protected, [form.unprotected, each.header], []) ?? {},
          })),
        }
      : {}),
    times: {},
    findings,
  };
}

const breaksTheToken: ReadonlySet<FindingCode> = new Set(['token-malformed', 'header-not-json']);

/** The JOSE header: all parameters together, none of them twice (RFC 7515 section 7.2.1, RFC 7516 section 7.2.1). */
export function joinHeaders(
  kind: 'jws' | 'jwe',
  encoded: string | undefined,
  unprotected: readonly (JsonObject | undefined)[],
  findings: Finding[],
): JsonObject | null {
  const given = unprotected.filter((each) => each !== undefined);
  const first = encoded === undefined && given.length > 0 ? {} : readHeader(encoded ?? '', findings);
  if (first === null) return null;
  let joined: JsonObject = first;
  const reference = kind === 'jws' ? 'RFC 7515 section 7.2.1' : 'RFC 7516 section 7.2.1';
  for (const each of given) {
    for (const name of Object.keys(each).filter((key) => Object.hasOwn(joined, key))) {
      const message = `${name} stands in two headers at once`;
      findings.push(finding('duplicate-member', `header.${name}`, message, { reference }));
    }
    // What is protected wins: the other can have been added by anybody.
    joined = { ...each, ...joined };
  }
  return joined;
}
