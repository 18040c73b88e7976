import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { armour, armourSecret } from '../../../core/asn1/armour.ts';

it('PEM made as bytes is the PEM made as text, whatever the length', () => {
  for (let length = 0; length < 200; length += 1) {
    const der = randomBytes(length);
    expect(armourSecret('PRIVATE KEY', der).toString()).toBe(armour('PRIVATE KEY', der));
  }
});
