import { describe, expect, it } from 'vitest';
import { tokenMembers } from '../../../../renderer/workbench/compose/token-members.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');

describe('the characters that a member became', () => {
  it.each([
    ['compact', '{"alg":"RS256","kid":"a"}', '{"iss":"me","aud":["a","b"],"exp":17,"n":{"x":1}}'],
    ['of several bytes', '{"alg":"ES256"}', '{"iss":"Zoë","sub":"日本","emoji":"🔑","end":1}'],
    ['as typed', '{"alg":"ES256"}', '{\n  "iss": "me",\n  "sub": "you"\n}'],
    ['a name twice', '{"alg":"ES256"}', '{"iss":"me","iss":"you"}'],
  ])('%s', (_, header, claims) => {
    const token = `${encode(header)}.${encode(claims)}.c2ln`;
    const spans = tokenMembers(token);
    const names = [
      ...[...header.matchAll(/"(\w+)":/g)].map(([, name]) => `header.${name}`),
      ...[...claims.matchAll(/"(iss|aud|exp|n|sub|emoji|end)":/g)].map(([, name]) => `claims.${name}`),
    ];
    expect(spans.map(({ name }) => name)).toEqual(names);
    let last = 0;
    for (const { name, from, to } of spans) {
      expect(from).toBeGreaterThanOrEqual(last);
      last = to;
      const part = name.startsWith('header.') ? 0 : encode(header).length + 1;
      // Whole groups of four characters around the span hold the member's bytes.
      const start = part + Math.floor((from - part) / 4) * 4;
      const bytes = Buffer.from(token.slice(start, part + Math.ceil((to - part) / 4) * 4), 'base64url');
      expect(bytes.toString()).toContain(`"${name.split('.')[1]}"`);
    }
  });

  it.each([
    ['claims that are no JSON', `${encode('{"alg":"ES256"}')}.${encode('plain text')}.c2ln`, 1],
    ['detached claims', `${encode('{"alg":"ES256"}')}..c2ln`, 1],
    ['no base64url', '%%.%%.%%', 0],
    ['nothing', '', 0],
  ])('none of %s', (_, token, count) => {
    expect(tokenMembers(token)).toHaveLength(count);
  });
});
