import { describe, expect, it } from 'vitest';
import { resolveClaims } from '../../../renderer/app-state/resolve-claims.ts';

const now = 1_795_000_000;

describe('resolveClaims', () => {
  it('replaces expressions in the time claims by numbers', () => {
    const { text, times } = resolveClaims('{"iss":"a","exp":"+5m","iat":"now","nbf":"-60s"}', now);
    expect(JSON.parse(text)).toEqual({ iss: 'a', exp: now + 300, iat: now, nbf: now - 60 });
    expect(times).toEqual({ exp: now + 300, iat: now, nbf: now - 60 });
  });

  it('leaves other claims, nested members and numeric strings as they were typed', () => {
    const text =
      '{"note":"now","deep":{"exp":"+5m"},"list":["now"],"exp":"1341354605","iat":12345678901234567890}';
    expect(resolveClaims(text, now)).toEqual({ text, times: {} });
  });

  it('keeps white space, duplicate members and what is not understood', () => {
    expect(resolveClaims('{ "exp" : "+5m",\n "exp": "+5x" }', now).text).toBe(
      `{ "exp" : ${now + 300},\n "exp": "+5x" }`,
    );
  });

  it('is not misled by quotes and colons inside strings', () => {
    expect(resolveClaims('{"a":"\\"exp\\":","iat":"now"}', now).text).toBe(`{"a":"\\"exp\\":","iat":${now}}`);
  });
});
