import { describe, expect, it } from 'vitest';
import { jsonProblem, setMember } from '../../../renderer/app-state/edit-json.ts';

describe('setMember', () => {
  it('changes a member where it stands, and adds a new one at the end', () => {
    expect(Object.entries(JSON.parse(setMember('{"alg":"RS256","typ":"JWT"}', 'alg', 'ES256')))).toEqual([
      ['alg', 'ES256'],
      ['typ', 'JWT'],
    ]);
    expect(Object.keys(JSON.parse(setMember('{"alg":"RS256"}', 'kid', 'k')))).toEqual(['alg', 'kid']);
  });

  it('takes a member out', () =>
    expect(JSON.parse(setMember('{"a":1,"b":2}', 'a', undefined))).toEqual({ b: 2 }));

  it('leaves a broken text to the user', () => expect(setMember('{"a":', 'b', 1)).toBe('{"a":'));
});

describe('jsonProblem', () => {
  it('finds none in an object', () => expect(jsonProblem('{"a": 1}')).toBeUndefined());
  it('names the line', () => expect(jsonProblem('{\n"a": 1,\n}')).toMatch(/^line 3: /));
  it('asks for an object', () => expect(jsonProblem('[]')).toBe('this is no JSON object'));
});
