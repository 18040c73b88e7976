import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../base/json.ts';
import { type Finding, finding } from './finding.ts';

export type Serialization = 'compact' | 'flattened' | 'general';

/** A signature as it stands in a token: `protected` and `signature` are base64url, `header` is unprotected. */
export interface JwsSignature {
  readonly protected?: string;
  readonly header?: JsonObject;
  readonly signature: string;
}

/** A JWS taken apart (RFC 7515 section 7). `payload` as it stands; the empty text when it is detached. */
export interface JwsForm {
  readonly kind: 'jws';
  readonly serialization: Serialization;
  readonly payload: string;
  readonly signatures: readonly JwsSignature[];
}

/** A JWE taken apart (RFC 7516 section 7); texts are base64url, `unprotected` and each `header` are not. */
export interface JweForm {
  readonly kind: 'jwe';
  readonly serialization: Serialization;
  readonly protected?: string;
  readonly unprotected?: JsonObject;
  readonly aad?: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
  readonly recipients: readonly { readonly header?: JsonObject; readonly encryptedKey: string }[];
}

/** Most signatures or recipients that are looked at. */
const maxSigners = 100;

/** A token in compact serialisation by its parts; undefined when their number fits neither kind. */
export function compactForm(parts: readonly string[]): JwsForm | JweForm | undefined {
  const [header = '', second = '', third = '', fourth = '', fifth = ''] = parts;
  if (parts.length === 5) {
    return {
      kind: 'jwe',
      serialization: 'compact',
      protected: header,
      recipients: [{ encryptedKey: second }],
      iv: third,
      ciphertext: fourth,
      tag: fifth,
    };
  }
  if (parts.length !== 3) return undefined;
  return {
    kind: 'jws',
    serialization: 'compact',
    payload: second,
    signatures: [{ protected: header, signature: third }],
  };
}

/**
 * A token in JSON serialisation (RFC 7515 section 7.2, RFC 7516 section 7.2). What is wrong with it is reported, and
 * what can be read is read.
 * @returns undefined when it is neither a JWS nor a JWE
 */
export function jsonForm(text: string, findings: Finding[]): JwsForm | JweForm | undefined {
  const malformed = (message: string) => void findings.push(finding('token-malformed', 'token', message));
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) {
    const why = parsed.ok ? 'it is no object' : `${parsed.message} at ${parsed.at}`;
    malformed(`this starts as a token in JSON serialisation does, but is no such JSON: ${why}`);
    return undefined;
  }
  const token = parsed.value;
  for (const name of parsed.duplicates) {
    findings.push(finding('duplicate-member', name, `${name} stands more than once; the last one is shown`));
  }
  const text64 = (from: JsonObject, name: string): string => {
    const value = from[name];
    if (value === undefined || typeof value === 'string') return value ?? '';
    malformed(`the member ${name} must be a string`);
    return '';
  };
  const object = (from: JsonObject, name: string): JsonObject | undefined => {
    const value = from[name];
    if (value === undefined || isJsonObject(value)) return value;
    malformed(`the member ${name} must be an object`);
    return undefined;
  };
  const list = (value: JsonValue | undefined, name: string): readonly JsonObject[] => {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isJsonObject)) {
      malformed(`the member ${name} must be an array of objects`);
      return [];
    }
    if (value.length > maxSigners) malformed(`it has ${value.length} ${name}; ${maxSigners} are looked at`);
    return value.slice(0, maxSigners);
  };
  const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
    (value === undefined ? {} : { [name]: value }) as { readonly [_ in Name]?: Value };
  const protectedOf = (from: JsonObject) =>
    optional('protected', from.protected === undefined ? undefined : text64(from, 'protected'));

  if (token.ciphertext !== undefined) {
    const several = token.recipients !== undefined;
    if (several && (token.header !== undefined || token.encrypted_key !== undefined)) {
      malformed('a token has either recipients or one header and encrypted_key, not both');
    }
    const recipients = several ? list(token.recipients, 'recipients') : [token];
    return {
      kind: 'jwe',
      serialization: several ? 'general' : 'flattened',
      ...protectedOf(token),
      ...optional('unprotected', object(token, 'unprotected')),
      ...optional('aad', token.aad === undefined ? undefined : text64(token, 'aad')),
      iv: text64(token, 'iv'),
      ciphertext: text64(token, 'ciphertext'),
      tag: text64(token, 'tag'),
      recipients: recipients.map((each) => ({
        ...optional('header', object(each, 'header')),
        encryptedKey: text64(each, 'encrypted_key'),
      })),
    };
  }
  if (token.signature === undefined && token.signatures === undefined) {
    malformed('it is JSON, but has neither signature, signatures nor ciphertext');
    return undefined;
  }
  const several = token.signatures !== undefined;
  if (
    several &&
    (token.signature !== undefined || token.header !== undefined || token.protected !== undefined)
  ) {
    malformed('a token has either signatures or one signature, not both');
  }
  const signatures = several ? list(token.signatures, 'signatures') : [token];
  return {
    kind: 'jws',
    serialization: several ? 'general' : 'flattened',
    payload: text64(token, 'payload'),
    signatures: signatures.map((each) => ({
      ...protectedOf(each),
      ...optional('header', object(each, 'header')),
      signature: text64(each, 'signature'),
    })),
  };
}
