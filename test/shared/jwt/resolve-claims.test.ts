import { describe, expect, it } from 'vitest';
import { resolveClaims as resolve } from '../../../shared/jwt/resolve-claims.ts';

const now = 1_795_000_000;
const resolveClaims = (text: string) => resolve(text, now, () => 'fresh-1');

describe('resolveClaims', () => {
  it('replaces expressions in the time claims by numbers', () => {
    const { text, values } = resolveClaims('{"iss":"a","exp":"+5m","iat":"now","nbf":"-60s"}');
    expect(JSON.parse(text)).toEqual({ iss: 'a', exp: now + 300, iat: now, nbf: now - 60 });
    expect(values).toEqual({ exp: now + 300, iat: now, nbf: now - 60 });
  });

  it('does so in every claim that is a time, and gives jti a fresh value where that is asked for', () => {
    const { text, values } = resolveClaims('{"auth_time":"-1h","jti":"{uuid}","sub":"{uuid}"}');
    expect(JSON.parse(text)).toEqual({ auth_time: now - 3600, jti: 'fresh-1', sub: '{uuid}' });
    expect(values).toEqual({ auth_time: now - 3600, jti: 'fresh-1' });
  });

  it('leaves other claims, nested members and numeric strings as they were typed', () => {
    const text =
      '{"note":"now","deep":{"exp":"+5m"},"list":["now"],"exp":"1341354605","iat":12345678901234567890}';
    expect(resolveClaims(text)).toEqual({ text, values: {} });
  });

  it('keeps white space, duplicate members and what is not understood', () => {
    expect(resolveClaims('{ "exp" : "+5m",\n "exp": "+5x" }').text).toBe(
      `{ "exp" : ${now + 300},\n "exp": "+5x" }`,
    );
  });

  it('is not misled by quotes and colons inside strings', () => {
    expect(resolveClaims('{"a":"\\"exp\\":","iat":"now"}').text).toBe(`{"a":"\\"exp\\":","iat":${now}}`);
  });
});
