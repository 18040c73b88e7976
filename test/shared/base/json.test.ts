import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonObject, parseJson } from '../../../shared/base/json.ts';
import { withWatchdog } from '../watchdog.ts';

function nativeParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function expectSameAsNative(text: string): void {
  const parsed = parseJson(text);
  const native = nativeParse(text);
  expect({ text, ok: parsed.ok }).toEqual({ text, ok: native !== undefined });
  if (parsed.ok) expect(isDeepStrictEqual(parsed.value, native?.value)).toBe(true);
}

describe('against JSON.parse', () => {
  it('gives the same value for every JSON text, however it is indented', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom('', ' ', '\t', '\r\n'), (text, indent) => {
        expectSameAsNative(JSON.stringify(JSON.parse(text), null, indent));
        expectSameAsNative(` ${text}\n`);
      }),
    );
  });

  it('accepts and refuses the same texts among broken ones', () => {
    const pieces = ['{', '}', '[', ']', ':', ',', '"a"', '"', '\\', 'true', 'nul', '1', '-', '.5', '1e', ' '];
    const odd = [
      '\n',
      '\u00a0',
      '\ufeff',
      '\v',
      '\u0000',
      '"\\u00e9"',
      '"\\x"',
      "'a'",
      '/*',
      '+1',
      '01',
      'NaN',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...odd), { maxLength: 12 }), (words) => {
        expectSameAsNative(words.join(''));
      }),
      { numRuns: 5000 },
    );
  });

  it('accepts and refuses the same texts after one change', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.string({ maxLength: 2 }), (text, place, change) => {
        const at = place % (text.length + 1);
        expectSameAsNative(text.slice(0, at) + change + text.slice(at + 1));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'keeps a member called %s as data',
    (name) => {
      const text = `{"${name}": {"admin": true}, "a": 1}`;
      expectSameAsNative(text);
      const parsed = parseJson(text);
      const value = (parsed.ok && parsed.value) as JsonObject;
      expect(Object.keys(value)).toEqual([name, 'a']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );

  it('keeps numbers and escapes as JSON.parse has them', () => {
    for (const text of ['1e400', '-0', '12345678901234567890', '0.1e-7', '"\\ud800"', '"\\u0000\\/"']) {
      expectSameAsNative(text);
    }
  });
});

describe('duplicate members', () => {
  it.each([
    ['{"a":1,"a":2}', { a: 2 }, ['a']],
    ['{"a":1,"\\u0061":2}', { a: 2 }, ['a']],
    ['{"cnf":{"jwk":1,"jwk":2}}', { cnf: { jwk: 2 } }, ['cnf.jwk']],
    ['[{"a":1},{"a":1,"a":1}]', [{ a: 1 }, { a: 1 }], ['[1].a']],
    ['{"a":1,"b":2,"a":3,"a":4}', { a: 4, b: 2 }, ['a']],
    ['{"__proto__":1,"__proto__":2}', JSON.parse('{"__proto__":2}'), ['__proto__']],
    ['{"a":{"x":1},"b":{"x":1}}', { a: { x: 1 }, b: { x: 1 } }, []],
  ])('%s', (text, value, duplicates) => {
    expect(parseJson(text)).toEqual({ ok: true, value, duplicates, inexact: [] });
  });

  it('takes no more room for their paths than the text itself is worth', () => {
    const name = 'n'.repeat(400_000);
    const members = Array.from({ length: 30_000 }, (_, index) => `"m${index}":1,"m${index}":2`).join();
    const parsed = withWatchdog(() => parseJson(`{"${name}":{${members}}}`));
    const duplicates = parsed.ok ? parsed.duplicates : [];
    expect(duplicates.length).toBe(100);
    expect(duplicates.join('').length).toBeLessThan(20_000);
  });
});

describe('where a text goes wrong', () => {
  it.each([
    ['', 0, 'the text ends too early'],
    ['   ', 3, 'the text ends too early'],
    ['{', 1, 'the text ends too early'],
    ['{"a":', 5, 'the text ends too early'],
    ['{"a" 1}', 5, 'expected ":"'],
    ['{"a":1 "b":2}', 7, 'expected "," or "}"'],
    ['[1 2]', 3, 'expected "," or "]"'],
    ['{"a":1,}', 7, 'expected a member name in double quotes'],
    ['[1,]', 3, 'unexpected "]"'],
    ['{a:1}', 1, 'expected a member name in double quotes'],
    ["{'a':1}", 1, 'expected a member name in double quotes'],
    ['{"a": tru}', 6, 'unexpected "tru"'],
    ['{"a": 01}', 6, 'unexpected "01"'],
    ['{"a": "x}', 6, 'a string is not closed'],
    ['{"a": "x\ny"}', 6, 'unexpected "\\"x\\ny\\""'],
    ['{"a":1} x', 8, 'there is more after the JSON value'],
    ['{}{}', 2, 'there is more after the JSON value'],
  ])('%j at %d: %s', (text, at, message) => {
    expect(parseJson(text)).toEqual({ ok: false, at, message });
  });

  it('always points into the text, or just behind it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const parsed = parseJson(text);
        if (!parsed.ok) {
          expect(parsed.at).toBeGreaterThanOrEqual(0);
          expect(parsed.at).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe('bounds', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  it('follows 256 levels and no more', () => {
    expect(parseJson(nested(257))).toMatchObject({ ok: true });
    expect(parseJson(nested(258))).toMatchObject({ ok: false, message: 'nested too deeply' });
    expect(withWatchdog(() => parseJson('['.repeat(1_000_000)))).toMatchObject({ ok: false, at: 257 });
    expect(withWatchdog(() => parseJson('{"a":'.repeat(200_000)))).toMatchObject({ ok: false });
  });

  it.each([
    ['plain', 'x'.repeat(1_000_000)],
    ['all escapes', '\\n'.repeat(500_000)],
    ['all quotes', '\\"'.repeat(500_000)],
  ])('reads a string of 1 MB, %s', (_, content) => {
    const parsed = withWatchdog(() => parseJson(`{"a":"${content}"}`));
    expect(parsed).toEqual({
      ok: true,
      value: { a: JSON.parse(`"${content}"`) },
      duplicates: [],
      inexact: [],
    });
    expect(withWatchdog(() => parseJson(`{"a":"${content}`))).toMatchObject({
      ok: false,
      message: 'a string is not closed',
    });
  });

  it('reads a million white-space characters and a hundred thousand members', () => {
    expect(withWatchdog(() => parseJson(`${' '.repeat(1_000_000)}x`))).toMatchObject({ at: 1_000_000 });
    const wide = `{${Array.from({ length: 100_000 }, (_, index) => `"m${index}":${index}`).join()}}`;
    expect(withWatchdog(() => parseJson(wide))).toMatchObject({ ok: true, duplicates: [], inexact: [] });
  });
});
