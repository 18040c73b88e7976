import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/base/json.ts';
import type { TokenExchange } from '../../../shared/oauth/token-exchange.ts';
import { statusWords } from '../../parts/exchange/answer-words.ts';
import { memberWords } from '../../parts/exchange/members.ts';
import type { Exchange } from '../../parts/exchange/use-exchanges.ts';

/** One arrow, or what a participant does by itself. */
export interface Message {
  readonly from: string;
  readonly to: string;
  readonly title: string;
  /** Real values that go with it: `iss me`. */
  readonly values: readonly string[];
  readonly failed?: true;
}

export interface Sequence {
  /** From left to right, Signet first. */
  readonly participants: readonly string[];
  readonly messages: readonly Message[];
}

/** What was signed for the exchanges, where the composed assertion is part of them. */
export interface SignedParts {
  readonly header: JsonObject;
  readonly claims: JsonValue | null;
}

const us = 'Signet';
const shownClaims = ['iss', 'sub', 'aud', 'exp', 'scope'] as const;

/** The exchanges as a sequence of messages between Signet and the servers, tokens by their names alone. */
export function sequenceOf(steps: readonly Exchange[], signed: SignedParts | null): Sequence {
  const messages = [
    ...(signed ? [{ from: us, to: us, title: 'signs the assertion', values: signedValues(signed) }] : []),
    ...steps.flatMap(exchangeMessages),
  ];
  return { participants: [...new Set(messages.flatMap(({ from, to }) => [from, to]))], messages };
}

function exchangeMessages({ kind, exchange }: Exchange): readonly Message[] {
  const { host } = new URL(exchange.url);
  const [verb = '', path = ''] = exchange.request.line.split(' ');
  const form = new URLSearchParams(exchange.request.body);
  const grant = form.get('grant_type');
  const asked =
    kind === 'resource'
      ? ['with the access token']
      : [
          ...(grant === null ? [] : [`grant_type ${grant.slice(grant.lastIndexOf(':') + 1)}`]),
          ...['scope', 'token_type_hint'].flatMap((name) => named(name, form.get(name))),
        ];
  return [
    { from: us, to: host, title: `${verb} ${path}`, values: asked },
    {
      from: host,
      to: us,
      title: statusWords(exchange.status),
      values: kind === 'resource' ? [exchange.contentType].filter(Boolean) : answeredValues(exchange),
      ...(exchange.ok ? {} : { failed: true }),
    },
  ];
}

function answeredValues({ tokens, error }: TokenExchange): string[] {
  if (error) return [error.error];
  return Object.entries(tokens).flatMap(([name, value]) =>
    /(?:^|_)token$/.test(name)
      ? [name]
      : /^(?:expires_in|active)$/.test(name)
        ? named(name, memberWords(name, value))
        : [],
  );
}

function signedValues({ header, claims }: SignedParts): string[] {
  const members = claims !== null && isJsonObject(claims) ? claims : {};
  return [
    ...named('alg', String(header.alg)),
    ...shownClaims.flatMap((name) => {
      const value = members[name];
      return value === undefined ? [] : named(name, memberWords(name, value));
    }),
  ];
}

function named(name: string, value: string | null): string[] {
  return value === null || value === '' ? [] : [`${name} ${value}`];
}
