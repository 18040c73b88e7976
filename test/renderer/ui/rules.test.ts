import { describe, expect, it } from 'vitest';
import { lintJson } from '../../../renderer/ui/editor/code-editor.tsx';
import { expiryState } from '../../../renderer/ui/expiry-state.ts';
import { filterItems } from '../../../renderer/ui/item-list.tsx';
import { jsonLines } from '../../../renderer/ui/json-lines.ts';
import { sentence } from '../../../renderer/ui/sentence.ts';
import { timeLineScale } from '../../../renderer/ui/time-line-scale.ts';
import { timingPhases } from '../../../renderer/ui/timing-phases.ts';
import { textParts, tokenParts } from '../../../renderer/ui/token-parts.ts';

describe('tokenParts', () => {
  it('names the parts of signed and encrypted tokens', () => {
    expect(tokenParts('h.c.s').map((part) => part.name)).toEqual([
      'header',
      undefined,
      'claims',
      undefined,
      'signature',
    ]);
    expect(tokenParts('h..i.c.t').map((part) => part.name)).toContain('other');
  });
  it('loses nothing of a broken token', () => {
    for (const text of ['', 'a', '..', 'a b\n.c=', 'a.b.c.d.e.f.g']) {
      expect(
        tokenParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });
});

describe('timeLineScale', () => {
  const place = (name: string, now: number) =>
    timeLineScale({ iat: 1000, exp: 1300 }, now)?.marks.find((mark) => mark.name === name)?.at ?? Number.NaN;

  it('puts now between iat and exp while the token is valid', () => {
    expect(timeLineScale({ iat: 1000, exp: 1300 }, 1150)?.validity).toBe('valid');
    expect(place('now', 1150)).toBeGreaterThan(place('iat', 1150));
    expect(place('now', 1150)).toBeLessThan(place('exp', 1150));
  });
  it('does not squeeze the token’s life when now is years away', () => {
    expect(place('exp', 1e9) - place('iat', 1e9)).toBeGreaterThan(0.3);
    expect(timeLineScale({ iat: 1000, exp: 1300 }, 1e9)?.validity).toBe('expired');
  });
  it('shares a label between marks that would overlap', () => {
    const labels = timeLineScale({ iat: 1000, nbf: 1000, exp: 1300 }, 1100)?.marks.map((mark) => mark.label);
    expect(labels).toEqual(['iat nbf', '', 'exp', 'now']);
  });
  it('knows tokens that are not valid yet, or for ever', () => {
    expect(timeLineScale({ nbf: 2000, exp: 3000 }, 1000)?.validity).toBe('not-yet-valid');
    expect(timeLineScale({ iat: 1000 }, 1000)?.validity).toBe('unbounded');
  });
  it('draws nothing for a token without times', () => expect(timeLineScale({}, 1000)).toBeUndefined());
});

describe('expiryState', () => {
  const state = (now: string) =>
    expiryState('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', Date.parse(now) / 1000).state;
  it('is fresh, then soon over, then over', () => {
    expect(state('2026-06-01T00:00:00Z')).toBe('fresh');
    expect(state('2026-12-20T00:00:00Z')).toBe('soon');
    expect(state('2027-01-01T00:00:00Z')).toBe('expired');
    expect(state('2025-12-31T00:00:00Z')).toBe('not-yet-valid');
  });
});

describe('timingPhases', () => {
  it('lays the phases one after the other, the rest being the reading', () => {
    const phases = timingPhases({ connect: 10, firstByte: 20, total: 40 });
    expect(phases.map((phase) => [phase.key, phase.from, phase.share])).toEqual([
      ['connect', 0, 0.25],
      ['firstByte', 0.25, 0.5],
      ['rest', 0.75, 0.25],
    ]);
  });
  it('survives phases that add up to more than the whole', () => {
    expect(timingPhases({ connect: 30, firstByte: 20, total: 40 }).at(-1)).toMatchObject({
      key: 'rest',
      share: 0,
    });
  });
});

describe('sentence', () => {
  it('begins with a capital', () => expect(sentence('the token expired')).toBe('The token expired'));
  it.each(['exp is 1200 s away', 'aud is wrong', 'x5t#S256 is hex', 'invalid_grant', 'client_id is missing'])(
    'leaves a name as it is: %s',
    (text) => expect(sentence(text)).toBe(text),
  );
  it('knows a word that only begins like a name', () =>
    expect(sentence('issuer unknown')).toBe('Issuer unknown'));
});

describe('textParts', () => {
  it('names the parts of the tokens in a text, and loses no character of what is around', () => {
    const text = 'Bearer h.c.s, then x.y.z!';
    const parts = textParts(text, ['h.c.s', 'x.y.z', 'not there']);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.map((part) => part.at)).toEqual([0, 7, 8, 9, 10, 11, 12, 19, 20, 21, 22, 23, 24]);
    expect(parts.filter((part) => part.name).map((part) => part.text)).toEqual([
      'h',
      'c',
      's',
      'x',
      'y',
      'z',
    ]);
  });
});

describe('jsonLines', () => {
  const value = { a: 'x: "y"', n: -1.5e3, list: [true, null], 'odd\\"name': {} };
  const indented = JSON.stringify(value, null, 2);
  it('loses nothing', () => {
    const text = jsonLines(indented)
      .map((line) => line.pieces.map((piece) => piece.text).join(''))
      .join('\n');
    expect(text).toBe(indented);
  });
  it('knows names, strings, numbers and words apart', () => {
    const kinds = jsonLines(indented).flatMap((line) => line.pieces.flatMap((piece) => piece.kind ?? []));
    expect(kinds).toEqual(['name', 'string', 'name', 'number', 'name', 'word', 'word', 'name']);
  });
});

describe('lintJson', () => {
  it('has nothing to say of an object', () => expect(lintJson('{"a": 1}')).toEqual([]));
  it('marks faults, arrays and duplicates', () => {
    expect(lintJson('{"a": }')).toMatchObject([{ severity: 'error', from: 6 }]);
    expect(lintJson('[]')).toMatchObject([{ severity: 'error' }]);
    expect(lintJson('{"a": 1, "a": 2}')).toMatchObject([{ severity: 'warning', from: 9 }]);
  });
  it('stays inside an empty text', () => expect(lintJson('')).toMatchObject([{ from: 0, to: 0 }]));
});

describe('filterItems', () => {
  const items = [{ title: 'wso2carbon', note: 'RSA 2048' }, { title: 'root' }];
  it('finds by every word, in title or note', () =>
    expect(filterItems(items, 'rsa WSO2')).toEqual([items[0]]));
  it('gives all for nothing typed', () => expect(filterItems(items, ' ')).toBe(items));
});
