import { expect, it } from 'vitest';
import { nameSome } from '../../../shared/base/name-some.ts';

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c', 'd'], 'a, b, c and d'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('%j reads %s', (names, expected) => expect(nameSome(names)).toBe(expected));
