import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHiddenInJson, showHidden, showHiddenInLines } from '../../../shared/base/hidden-characters.ts';

it.each([
  ['\u001b[2J', '\\u{1b}[2J'],
  ['a\nb\tc', 'a\\u{a}b\\u{9}c'],
  ['\u202eabc', '\\u{202e}abc'],
  ['\u{e0041}', '\\u{e0041}'],
  ['\ud800', '\\u{d800}'],
  ['Zoë, 日本語, שלום, 😀, a–b', 'Zoë, 日本語, שלום, 😀, a–b'],
  ['C:\\new', 'C:\\new'],
])('%j is shown as %j', (text, shown) => {
  expect(showHidden(text)).toBe(shown);
});

it('lines keep their ends and tabs, and a lone carriage return is none', () => {
  expect(showHiddenInLines('a\r\nb\n\tc\rd\u2028')).toBe('a\r\nb\n\tc\\u{d}d\\u{2028}');
});

const anyText = fc.string({ unit: 'binary' });

it('nothing hidden is left of any text, and what is shown stays as it is', () => {
  const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
  // Unassigned and private characters have no meaning that could do harm.
  const harmless = /[\p{Cn}\p{Co}]/gu;
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = showHidden(text);
      expect(shown.replace(harmless, '')).not.toMatch(hidden);
      expect(showHidden(shown)).toBe(shown);
    }),
  );
});

it('JSON says the same', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
      const escaped = escapeHiddenInJson(json);
      expect(showHidden(escaped)).toBe(escaped);
      expect(JSON.parse(escaped)).toEqual(JSON.parse(json));
    }),
  );
});
