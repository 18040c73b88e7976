import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, redactValue } from '../../../../core/oauth/redaction/redactor.ts';
import { encodings } from '../../../support/echo-encodings.ts';

/** What any of these forms would show of a secret: the secret once every encoding is undone. */
const secrets = {
  ordinary: 'kR7-vQ2_xW9.tB4~',
  'with what must be escaped': 'p"w/\\d %41&<amp;>+=\'é€😀',
  'as base64': 'q83vASNFZ4mrze8BI0Vn+/ia3vASNFZ4mrze8BI0VnA==',
  'of several words': 'correct horse battery staple',
  short: 's3cr3t!',
};

const surroundings = [
  ['', ''],
  ['you sent ', ' to us'],
  ['{"error_description":"', '"}'],
  ['client_secret=', '&grant_type=x'],
  ['<secret>', '</secret>'],
  ['a:', ''],
] as const;

describe.each(Object.entries(secrets))('a secret %s', (_, secret) => {
  const redactor = createRedactor([secret]);

  it.each(Object.entries(encodings))('goes as %s', (name, encode) => {
    const echo = encode(secret);
    for (const [before, after] of surroundings) {
      const shown = redactValue(before + echo + after, redactor);
      const inPlace = encode('***');
      // The punctuation at its ends may stay where the lines are quoted.
      if (inPlace.includes('***') && !name.includes('quoted')) expect(shown).toBe(before + inPlace + after);
      const left = shown.slice(before.length, shown.length - after.length);
      expect(shown).toBe(before + left + after);
      expect(left).toContain('***');
      expect(left.length).toBeLessThan(echo.length);
      expect(left).not.toContain(echo.slice(Math.floor(echo.length / 2)));
    }
  });
});

it('goes in any mixture of encodings', () => {
  const names = Object.keys(encodings).filter(
    (name) => !/split|folded|lines|twice|JSON in JSON in/.test(name),
  );
  fc.assert(
    fc.property(
      fc
        .string({ unit: 'grapheme', minLength: 12, maxLength: 40 })
        .filter((text) => /\w.*\w.*\w.*\w.*\w/.test(text)),
      fc.constantFrom(...names),
      fc.string(),
      fc.string(),
      (secret, name, before, after) => {
        const echo = encodings[name]?.(secret) ?? '';
        fc.pre(!before.includes(secret) && !after.includes(secret));
        const shown = redactValue(`${before}\n${echo}\n${after}`, createRedactor([secret]));
        expect(shown).not.toContain(echo);
        expect(shown).toContain('***');
      },
    ),
    {
      numRuns: 2000,
      examples: [
        ['       0000P', 'hex, each byte with 0x', '', 'x'],
        ['abcdefg0000P', 'hex, each byte with 0x', '', 'xab'],
      ],
    },
  );
});

it('goes from a long text wherever it stands, and nothing else does', () => {
  const secret = secrets.ordinary;
  const redactor = createRedactor([secret, 'ab']);
  const filler = 'some words that are no secret, and cab, abs\n'.repeat(30_000);
  for (const name of ['raw', 'JSON with \\u for all', 'base64 in lines', 'split over lines'] as const) {
    const echo = encodings[name]?.(secret) ?? '';
    // Pieces of 256 KiB overlap: these places are around where they begin and end.
    for (const near of [
      0,
      262_143 - echo.length,
      262_144 - 8,
      262_144,
      257_000,
      524_288 - 4000,
      filler.length,
    ]) {
      // Between words: none is made by it.
      const place = filler.lastIndexOf(' ', near) + 1;
      const around = (text: string) => `${filler.slice(0, place)} ${text} ${filler.slice(place)}`;
      expect([
        name,
        near,
        redactValue(around(echo), redactor) === around(redactValue(echo, redactor)),
      ]).toEqual([name, near, true]);
    }
  }
}, 120_000);
