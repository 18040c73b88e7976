import type { JsonObject } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { ClientAuthentication } from '../../shared/contract/playground.ts';
import { checkAgainstServer } from '../../shared/servers/check-against-server.ts';
import { personalities } from '../../shared/servers/personalities.ts';
import type { Fault, Server, ServerRules } from '../../shared/servers/server.ts';
import { fillTemplate, placeholdersIn } from '../../shared/servers/text-pattern.ts';
import { quote, withoutTokens } from './plain-words.ts';
import type { RegisteredKey } from './registered-key.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

/** An error answer before it is written. */
export interface Refusal {
  readonly error: string;
  /** Left out where the server whose part is taken says no more than the code. */
  readonly description?: string;
  /** 400, when left out. */
  readonly status?: number;
}

/** @throws SignetError `unknown-server` */
export function findPersonality(name: string): Server {
  const server = personalities.find((each) => each.name === name);
  if (server) return server;
  const names = personalities.map((each) => each.name);
  throw new SignetError('unknown-server', `the playground cannot take the part of ${JSON.stringify(name)}`, {
    hint: `it can be: ${names.join(', ')}`,
    details: { servers: names },
  });
}

const authentications: Readonly<Record<string, ClientAuthentication>> = {
  none: 'none',
  basic: 'client_secret_basic',
  post: 'client_secret_post',
  private_key_jwt: 'private_key_jwt',
};

/** How the clients of a known server usually authenticate. */
export function usualAuthentication({ use, auth }: Server): ClientAuthentication | undefined {
  return use === 'client-authentication' ? 'private_key_jwt' : authentications[auth[0] ?? ''];
}

/** The faults behind the findings that are not named for a header parameter or claim. */
const findingFaults: Readonly<Record<string, Fault>> = {
  'server-lifetime-too-long': 'too-long-lived',
  'server-lifetime-too-short': 'too-short-lived',
  'server-issued-at': 'issued-in-future',
};

/** What the registration here says: the real server's form of a client id or user does not matter. */
const registeredNames: ReadonlySet<string> = new Set(['claims.iss', 'claims.sub']);

/**
 * Holds an assertion against what a known server's file says of it, besides the rules that all servers share. Whom it
 * names is a matter of the registration here, and its audience only where it is not one of the playground's own.
 *
 * @param ownAudiences the playground's own
 */
export function checkServerRules(
  server: Server,
  header: JsonObject,
  claims: JsonObject,
  now: number,
  ownAudiences: readonly string[],
): readonly RuleCheck[] {
  const registered = ['issuer', 'subject'];
  const named: readonly unknown[] = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  const isHere = named.some((audience) => ownAudiences.some((own) => own === audience));
  const omitted = isHere ? [...registered, 'audience', 'audienceIsIssuer'] : registered;
  const rules = Object.entries(server.rules).filter(([name]) => !omitted.includes(name));
  const judged = { ...server, rules: Object.fromEntries(rules) as unknown as ServerRules };
  const findings = checkAgainstServer(judged, header, claims, now).filter(
    ({ severity, code, path }) =>
      severity !== 'info' &&
      !(code === 'server-format' && (registeredNames.has(path) || (isHere && path === 'claims.aud'))),
  );
  if (findings.length === 0) return [passed('server-rules', `every rule of ${server.title} is kept`)];
  return findings.map(({ code, path, message }) => {
    const name = path.slice(path.indexOf('.') + 1);
    const kind = code.endsWith('-missing') ? 'missing' : 'wrong';
    return broken(path, withoutTokens(message), findingFaults[code] ?? `${kind}-${name}`);
  });
}

/** The audience that the real server wants of everybody. */
export function fixedAudience({ rules }: Server): string | undefined {
  return rules.audience?.find(isConcrete);
}

/** Audiences that the real server takes, or that its manual shows. */
export function realAudiences({ preset, rules }: Server): readonly string[] {
  const named: readonly unknown[] = [preset.claims.aud, ...(rules.audience ?? [])].flat();
  return named.filter((each) => typeof each === 'string').filter(isConcrete);
}

/** Whether a template is the same for everybody. */
const isConcrete = (template: string) => placeholdersIn(template).length === 0;

/**
 * Whom an assertion for the real server would name, by the examples of its file: some servers take an e-mail address
 * there, some a UUID. Nothing where it is the client itself that is named.
 */
export function exampleIdentity({ use, preset, placeholders }: Server): {
  readonly issuer?: string;
  readonly subject?: string;
} {
  if (use !== 'grant') return {};
  const examples = Object.entries(placeholders).map(([name, { example }]) => [name, example]);
  const fill = (value: unknown) =>
    typeof value === 'string' ? fillTemplate(value, Object.fromEntries(examples)) : undefined;
  const [issuer, subject] = [fill(preset.claims.iss), fill(preset.claims.sub)];
  return { ...(issuer === undefined ? {} : { issuer }), ...(subject === undefined ? {} : { subject }) };
}

/**
 * Whether the header names the registered key: servers that find the key by its thumbprint or id refuse others.
 * A thumbprint is the base64url of the hash itself, never of its hex (RFC 7515 section 4.1.7).
 */
export function checkKeyNames(header: JsonObject, key: RegisteredKey): readonly RuleCheck[] {
  return (['x5t', 'x5t#S256', 'kid'] as const).flatMap((name) => {
    const registered = key.names?.[name];
    const value = header[name];
    if (registered === undefined || value === undefined) return [];
    return value === registered
      ? [passed(`header.${name}`, `${name} names the registered key`)]
      : [
          broken(
            `header.${name}`,
            `${name} is ${quote(value)}: the registered key's is ${quote(registered)}`,
            `wrong-${name}`,
          ),
        ];
  });
}

/**
 * A broken rule in a known server's own words, or undefined where they are not known.
 *
 * @param claims fill the places of the server's text: `{iss}`
 */
export function inServersWords(
  server: Server,
  fault: Fault | undefined,
  claims: JsonObject,
): Refusal | undefined {
  const known = fault === undefined ? undefined : server.errors.find((each) => each.faults?.includes(fault));
  if (known === undefined) return undefined;
  const description = known.says?.replace(/\{(\w+)\}/g, (_, name: string) =>
    withoutTokens(String(claims[name] ?? '')),
  );
  return {
    error: known.error ?? (server.use === 'grant' ? 'invalid_grant' : 'invalid_client'),
    ...(description === undefined ? {} : { description }),
    ...(known.status === undefined ? {} : { status: known.status }),
  };
}
