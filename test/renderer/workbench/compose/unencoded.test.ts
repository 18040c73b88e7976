import { expect, it } from 'vitest';
import { isUnencoded, setUnencoded } from '../../../../renderer/workbench/compose/payload-options.tsx';

it('setUnencoded names b64 in crit, and takes back no more than that', () => {
  const header = '{"alg":"RS256","crit":["exp"]}';
  const set = setUnencoded(header, true);
  expect(JSON.parse(set)).toEqual({ alg: 'RS256', crit: ['exp', 'b64'], b64: false });
  expect(isUnencoded(JSON.parse(set))).toBe(true);
  expect(JSON.parse(setUnencoded(set, false))).toEqual({ alg: 'RS256', crit: ['exp'] });
  expect(setUnencoded(setUnencoded('{"alg":"RS256"}', true), false)).toBe('{"alg":"RS256"}');
});
