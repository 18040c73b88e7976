import type { JsonValue } from '../../../shared/base/json.ts';
import { memberTexts } from '../../../shared/oauth/read-answer.ts';
import type { TokenExchange } from '../../../shared/oauth/token-exchange.ts';
import { localTime } from '../../ui/local-time.ts';

const tokenNames = /(?:^|_)token$/;

type NamedTexts = readonly (readonly [name: string, text: string])[];

/** Parts an answer's members into tokens and the rest, digits as the server wrote them. */
export function tokenMembers({ tokens, tokensText }: Pick<TokenExchange, 'tokens' | 'tokensText'>): {
  tokens: NamedTexts;
  others: NamedTexts;
} {
  const all = memberTexts(tokens, tokensText);
  const isToken = ([name]: NamedTexts[number]) => tokenNames.test(name) && typeof tokens[name] === 'string';
  return { tokens: all.filter(isToken), others: all.filter((member) => !isToken(member)) };
}

export function looksLikeJwt(token: string): boolean {
  return /^ey[\w-]+\.[\w-]+\.[\w-]*(?:\.[\w-]*\.[\w-]*)?$/.test(token);
}

/** A member's value in words: a lifetime is said in hours and minutes too. */
export function memberWords(name: string, value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const seconds = Number(value);
  if (/^(?:exp|iat|nbf)$/.test(name) && Number.isFinite(seconds)) return `${text}: ${localTime(seconds)}`;
  if (!/expires_in$/.test(name) || !Number.isFinite(seconds)) return text;
  return `${text} s: ${duration(seconds)}`;
}

function duration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    seconds < 60 ? `${seconds} s` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
