import { type JsonObject, type JsonValue, textOf } from '../base/json.ts';
import { algorithmsForKey, jwsAlgorithms } from '../jwt/algorithms.ts';
import { audiences, numericDate, timeClaims } from '../jwt/claim-types.ts';
import type { FindingCode } from '../jwt/finding.ts';
import { type DerivedParameter, deriveFix, type Fix, removeFix, setFix } from '../jwt/fix.ts';
import type { KeyDescription } from '../jwt/key-description.ts';
import { memberFormats } from './member-formats.ts';
import type { RuleName, Server, ServerRules } from './server.ts';
import { fitsTemplate, placeholdersIn } from './text-pattern.ts';

/** What is held against a server's rules. */
export interface Composed {
  readonly server: Server;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly key?: KeyDescription | undefined;
  readonly endpoint?: string | undefined;
}

/** A rule that a composition breaks. */
export interface Breach {
  readonly code: FindingCode;
  readonly path: string;
  readonly message: string;
  readonly fix?: Fix | undefined;
}

export type RuleChecks = {
  readonly [Name in RuleName]: (rule: Required<ServerRules>[Name], composed: Composed) => readonly Breach[];
};

/** How each rule is checked. A member that is missing is found by the rules about what is required, and by no other. */
export const ruleChecks: RuleChecks = {
  algorithms: (allowed, { server, header, key }) => {
    const { alg } = header;
    if (alg === undefined || allowed.length === 0 || allowed.includes(textOf(alg))) return [];
    const fitting = allowed.find((each) =>
      key ? algorithmsForKey(key).includes(each) : sameKeyType(each, alg),
    );
    return [
      {
        code: 'server-algorithm',
        path: 'header.alg',
        message: `${server.title} takes ${allowed.join(', ')}, not ${textOf(alg)}`,
        fix: fitting === undefined ? undefined : setFix('header.alg', fitting),
      },
    ];
  },

  requiredHeader: (names, { server, header }) =>
    names
      .filter((name) => header[name] === undefined)
      .map((name) => ({
        code: 'server-header-missing',
        path: `header.${name}`,
        message: `${server.title} needs ${name} in the header`,
        fix: presetFix(server, 'header', name) ?? derivedFix(name),
      })),

  requiredClaims: (names, { server, claims }) =>
    names
      .filter((name) => claims[name] === undefined)
      .map((name) => ({
        code: 'server-claim-missing',
        path: `claims.${name}`,
        message: `${server.title} needs the claim ${name}`,
        fix: presetFix(server, 'claims', name),
      })),

  oneHeaderOf: (names, { server, header }) => {
    const [first] = names;
    if (first === undefined || names.some((name) => header[name] !== undefined)) return [];
    return [
      {
        code: 'server-header-missing',
        path: `header.${first}`,
        message: `${server.title} needs ${names.join(' or ')} in the header`,
        fix: presetFix(server, 'header', first) ?? derivedFix(first),
      },
    ];
  },

  values: (allowed, composed) =>
    Object.entries(allowed).flatMap(([path, values]) => {
      const value = memberAt(composed, path);
      if (value === undefined || values.includes(value)) return [];
      const [only] = values;
      const words = values.map((each) => JSON.stringify(each)).join(' or ');
      return [
        {
          code: 'server-value',
          path,
          message: `${composed.server.title} wants ${nameOf(path)} to be ${words}, not ${JSON.stringify(value)}`,
          fix: values.length === 1 && only !== undefined ? setFix(path, only) : undefined,
        },
      ];
    }),

  formats: (formats, composed) =>
    Object.entries(formats).flatMap(([path, name]) => {
      const value = memberAt(composed, path);
      const { pattern, words } = memberFormats[name];
      if (typeof value !== 'string' || pattern.test(value)) return [];
      const upper = value.toUpperCase();
      return [
        {
          code: 'server-format',
          path,
          message: `${composed.server.title} wants ${nameOf(path)} to be ${words}`,
          fix:
            path === 'claims.jti'
              ? setFix(path, '{uuid}')
              : name === 'upper-case'
                ? setFix(path, upper)
                : undefined,
        },
      ];
    }),

  lengths: (lengths, composed) =>
    Object.entries(lengths).flatMap(([path, [least, most]]) => {
      const value = memberAt(composed, path);
      if (typeof value !== 'string' || (value.length >= least && value.length <= most)) return [];
      return [
        {
          code: 'server-format',
          path,
          message: `${composed.server.title} wants ${nameOf(path)} to be ${least} to ${most} characters long, not ${value.length}`,
          fix: path === 'claims.jti' ? setFix(path, '{uuid}') : undefined,
        },
      ];
    }),

  issuer: (templates, { server, claims }) => unfitting('iss', templates, claims.iss, server, 'server-issuer'),

  subject: (templates, { server, claims }) =>
    unfitting('sub', templates, claims.sub, server, 'server-subject'),

  subjectIsIssuer: (_, { server, claims }) => {
    const { iss, sub } = claims;
    if (iss === undefined || sub === undefined || iss === sub) return [];
    return [
      {
        code: 'server-subject',
        path: 'claims.sub',
        message: `${server.title} wants sub to be the same as iss: the client_id`,
        fix: setFix('claims.sub', iss, 'Set sub to iss'),
      },
    ];
  },

  audience: (templates, { server, claims }) => {
    const named = audiences(claims.aud);
    if (
      named === undefined ||
      named.some((each) => templates.some((template) => fitsTemplate(each, template)))
    )
      return [];
    return [
      {
        code: 'server-audience',
        path: 'claims.aud',
        message: `${server.title} wants aud to be ${oneOf(templates)}`,
        fix: templateFix('claims.aud', templates),
      },
    ];
  },

  audienceShape: (shape, { server, claims: { aud } }) => {
    if (aud === undefined || Array.isArray(aud) === (shape === 'array')) return [];
    const items = Array.isArray(aud) ? (aud as readonly JsonValue[]) : [aud];
    const [first] = items;
    const mended = shape === 'array' ? items : items.length === 1 ? first : undefined;
    return [
      {
        code: 'server-audience-shape',
        path: 'claims.aud',
        message: `${server.title} wants aud as ${shape === 'array' ? 'an array' : 'a single text, not an array'}`,
        fix:
          mended === undefined
            ? undefined
            : setFix(
                'claims.aud',
                mended,
                shape === 'array' ? 'Make aud an array' : 'Make aud a single text',
              ),
      },
    ];
  },

  audienceIsIssuer: (_, { server, claims, endpoint }) => {
    const wrong = audiences(claims.aud)?.find((each) => each === endpoint || /\/token\/?$/.test(each));
    if (wrong === undefined) return [];
    return [
      {
        code: 'server-audience',
        path: 'claims.aud',
        message: `${server.title} wants aud to be the server’s issuer identifier, and ${wrong} looks like the token endpoint`,
      },
    ];
  },

  maxLifetime: (most, { server, claims, now }) => {
    const away = secondsUntil(claims.exp, now);
    if (away === undefined || away <= most) return [];
    const message = `exp is ${away} s away; ${server.title} accepts at most ${most} s`;
    return [{ code: 'server-lifetime-too-long', path: 'claims.exp', message, fix: expiryFix(server) }];
  },

  minLifetime: (least, { server, claims, now }) => {
    const away = secondsUntil(claims.exp, now);
    if (away === undefined || away <= 0 || away > least) return [];
    const message = `exp is ${away} s away; ${server.title} counts its clock skew against you and needs more than ${least} s`;
    return [{ code: 'server-lifetime-too-short', path: 'claims.exp', message, fix: expiryFix(server) }];
  },

  maxSpan: (most, { server, claims }) => {
    const issued = numericDate(claims.iat);
    const span = issued === undefined ? undefined : secondsUntil(claims.exp, issued);
    if (span === undefined || span <= most) return [];
    const message = `exp is ${span} s after iat; ${server.title} accepts at most ${most} s`;
    return [{ code: 'server-lifetime-too-long', path: 'claims.exp', message, fix: spanFix(server) }];
  },

  latestIssuedAt: (latest, { server, claims, now }) => {
    const away = secondsUntil(claims.iat, now);
    if (away === undefined || away <= latest) return [];
    const words =
      latest < 0
        ? `at least ${-latest} s in the past`
        : latest === 0
          ? 'not in the future'
          : `at most ${latest} s in the future`;
    return [
      {
        code: 'server-issued-at',
        path: 'claims.iat',
        message: `${server.title} wants iat ${words}; it is ${away < 0 ? `${-away} s ago` : `${away} s away`}`,
        fix: setFix('claims.iat', latest < 0 ? `${latest}s` : 'now'),
      },
    ];
  },

  wholeTimes: (_, { server, claims }) =>
    Object.keys(timeClaims)
      .filter((name) => claims[name] !== undefined && !Number.isInteger(claims[name]))
      .map((name) => {
        const seconds = numericDate(claims[name]);
        return {
          code: 'server-time-not-whole',
          path: `claims.${name}`,
          message: `${server.title} wants ${name} as a whole number of seconds`,
          fix: seconds === undefined ? undefined : setFix(`claims.${name}`, Math.floor(seconds)),
        };
      }),

  scope: (place, { server, claims }) => {
    if (place === 'claim' && claims.scope === undefined && claims.target_audience === undefined) {
      const message = `${server.title} reads the scope from the claim scope, not from the form`;
      return [
        { code: 'server-scope', path: 'claims.scope', message, fix: presetFix(server, 'claims', 'scope') },
      ];
    }
    if (place === 'form' && claims.scope !== undefined) {
      const message = `${server.title} reads the scope from the form, not from a claim`;
      return [{ code: 'server-scope', path: 'claims.scope', message, fix: removeFix('claims.scope') }];
    }
    return [];
  },

  minKeyBits: (least, { server, key }) => {
    if (key?.type !== 'RSA' || key.bits === undefined || key.bits >= least) return [];
    const message = `the key has ${key.bits} bits; ${server.title} takes ${least} or more`;
    return [{ code: 'server-key-too-small', path: 'key', message }];
  },
};

function memberAt({ header, claims }: Composed, path: string): JsonValue | undefined {
  return (path.startsWith('header.') ? header : claims)[nameOf(path)];
}

function nameOf(path: string): string {
  return path.slice(path.indexOf('.') + 1);
}

function secondsUntil(time: JsonValue | undefined, now: number): number | undefined {
  const seconds = numericDate(time);
  return seconds === undefined ? undefined : seconds - now;
}

function unfitting(
  name: 'iss' | 'sub',
  templates: readonly string[],
  value: JsonValue | undefined,
  server: Server,
  code: FindingCode,
): readonly Breach[] {
  if (value === undefined || templates.some((template) => fitsTemplate(textOf(value), template))) return [];
  const path = `claims.${name}`;
  const message = `${server.title} wants ${name} to be ${oneOf(templates)}`;
  return [{ code, path, message, fix: templateFix(path, templates) }];
}

function sameKeyType(a: string, b: JsonValue): boolean {
  return jwsAlgorithms[a]?.keyType === jwsAlgorithms[textOf(b)]?.keyType;
}

function oneOf(templates: readonly string[]): string {
  return templates.join(' or ');
}

/** A fix where there is one value only, and nothing of it for the user to fill in. */
function templateFix(path: string, templates: readonly string[]): Fix | undefined {
  const [only] = templates;
  return templates.length === 1 && only !== undefined && placeholdersIn(only).length === 0
    ? setFix(path, only)
    : undefined;
}

function presetFix({ preset }: Server, part: 'header' | 'claims', name: string): Fix | undefined {
  const value = preset[part][name];
  return value === undefined ? undefined : setFix(`${part}.${name}`, value);
}

function expiryFix(server: Server): Fix | undefined {
  return presetFix(server, 'claims', 'exp');
}

/** Both ends of the span: exp alone would still count from an old iat. */
function spanFix({ preset: { claims } }: Server): Fix | undefined {
  const { iat, exp } = claims;
  if (iat === undefined || exp === undefined) return undefined;
  return {
    title: `Set iat to ${textOf(iat)} and exp to ${textOf(exp)}`,
    changes: [{ set: { path: 'claims.iat', value: iat } }, { set: { path: 'claims.exp', value: exp } }],
  };
}

const derived: ReadonlySet<string> = new Set<DerivedParameter>(['kid', 'x5t', 'x5t#S256', 'x5c']);

function derivedFix(name: string): Fix | undefined {
  return derived.has(name) ? deriveFix(name as DerivedParameter) : undefined;
}
