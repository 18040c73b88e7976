import { describe, expect, it } from 'vitest';
import {
  jsonProblem,
  readChildren,
  readMembers,
  setMember,
  setRawValue,
  setValue,
} from '../../../shared/base/edit-json.ts';

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

describe('setValue', () => {
  const text = '{\n  "aud": ["a", "b"],\n  "act": {},\n  "1":12345678901234567890,\n  "x" : 1.0\n}';

  it('changes what is inside a member, and leaves all else as it was typed', () => {
    expect(setValue(text, ['aud', 0], 'z')).toBe(text.replace('"a"', '"z"'));
    expect(setValue(text, ['aud', 2], 'c')).toBe(text.replace('"b"]', '"b", "c"]'));
    expect(setValue(text, ['aud', 0], undefined)).toBe(text.replace('"a", ', ''));
    expect(setValue(text, ['aud', 1], undefined)).toBe(text.replace(', "b"', ''));
    expect(setValue(text, ['x'], undefined)).toBe(text.replace(',\n  "x" : 1.0', ''));
    expect(setValue(text, ['aud'], undefined)).toBe(text.replace('"aud": ["a", "b"],\n  ', ''));
  });

  it('adds a member set apart as the one before it is', () => {
    expect(setMember(text, 'y', true)).toBe(text.replace('1.0', '1.0,\n  "y" : true'));
    expect(setMember('{"a":1}', 'b', { c: [] })).toBe('{"a":1,"b":{"c":[]}}');
    expect(setMember('{}', 'a', 1)).toBe('{\n  "a": 1\n}');
    expect(setValue(text, ['act', 'sub'], 'me')).toBe(text.replace('{}', '{\n    "sub": "me"\n  }'));
    expect(setMember('{"a":1}', 'a', undefined)).toBe('{}');
  });

  it('sets numbers digit by digit', () => {
    expect(setRawValue(text, ['1'], '98765432109876543210')).toContain('"1":98765432109876543210,');
  });

  it('passes over a path that leads nowhere', () => {
    expect(setValue(text, ['nowhere', 'x'], 1)).toBe(text);
    expect(setValue(text, ['nowhere'], undefined)).toBe(text);
  });
});

describe('readMembers', () => {
  it('keeps the order of the text, names that look like numbers included', () =>
    expect(readMembers('{"b":1,"1":[2],"__proto__":12345678901234567890}')).toEqual([
      { name: 'b', raw: '1' },
      { name: '1', raw: '[2]' },
      { name: '__proto__', raw: '12345678901234567890' },
    ]));
  it('reads the items of an array by their index', () =>
    expect(readChildren('[1.0, {"a": 2}]')).toEqual([
      { name: 0, raw: '1.0' },
      { name: 1, raw: '{"a": 2}' },
    ]));
  it('reads nothing where a name stands twice or the text is broken', () => {
    expect(readMembers('{"a":1,"a":2}')).toBeUndefined();
    expect(readMembers('{"a":')).toBeUndefined();
  });
});

describe('jsonProblem', () => {
  it('finds none in an object', () => expect(jsonProblem('{"a": 1}')).toBeUndefined());
  it('names the line', () => expect(jsonProblem('{\n"a": 1,\n}')).toMatch(/^line 3: /));
  it('asks for an object', () => expect(jsonProblem('[]')).toBe('this is no JSON object'));
});
