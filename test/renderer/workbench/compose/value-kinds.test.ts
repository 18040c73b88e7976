import { describe, expect, it } from 'vitest';
import { convert, isNumber, kindOf, textOf } from '../../../../renderer/workbench/compose/value-kinds.ts';

describe('kindOf', () => {
  it.each([
    ['"a"', 'text'],
    ['-1.5', 'number'],
    ['false', 'yes-or-no'],
    ['null', 'null'],
    ['[1]', 'list'],
    ['{}', 'object'],
  ])('takes %s for %s', (raw, kind) => expect(kindOf(raw)).toBe(kind));
});

describe('convert', () => {
  it.each([
    ['"42"', 'number', '42'],
    ['"4x"', 'number', '0'],
    ['42', 'text', '"42"'],
    ['null', 'text', '""'],
    ['"a"', 'list', '["a"]'],
    ['null', 'list', '[]'],
    ['"false"', 'yes-or-no', 'false'],
    ['1', 'yes-or-no', 'true'],
    ['[1]', 'object', '{}'],
    ['[1]', 'null', 'null'],
    ['[1, 2]', 'list', '[1, 2]'],
  ] as const)('makes %s a %s: %s', (raw, kind, made) => expect(convert(raw, kind)).toBe(made));
});

it('isNumber follows JSON, not JavaScript', () => {
  for (const good of ['0', '-1.5', '1e3', '12345678901234567890']) expect(isNumber(good)).toBe(true);
  for (const bad of ['', '01', '.5', '0x1', 'NaN', '1.', '+1']) expect(isNumber(bad)).toBe(false);
});

it('textOf shows strings without their quotes, and all else as it is written', () => {
  expect(textOf('"a\\nb"')).toBe('a\nb');
  expect(textOf('1.0')).toBe('1.0');
});
