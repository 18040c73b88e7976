import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from '../../../core/vault/sealed-box.ts';

const key = randomBytes(32);

it('opens what it sealed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (plain, context) => {
      const box = seal(key, plain, context);
      expect(unseal(key, box, context)).toEqual(Buffer.from(plain));
    }),
  );
});

it('never uses a nonce twice, and seals alike texts differently', () => {
  const boxes = Array.from({ length: 500 }, () => seal(key, Buffer.from('same'), 'x'));
  expect(new Set(boxes.map((each) => each.nonce)).size).toBe(500);
  expect(new Set(boxes.map((each) => each.data)).size).toBe(500);
});

describe('is closed to', () => {
  const plain = Buffer.from('the private key');
  const box = seal(key, plain, 'entry-1');

  it('another key', () => {
    expect(unseal(key, box, 'entry-1')).toEqual(plain);
    expect(unseal(randomBytes(32), box, 'entry-1')).toBeUndefined();
  });

  it('another entry', () => {
    expect(unseal(key, box, 'entry-2')).toBeUndefined();
    expect(unseal(key, box, '')).toBeUndefined();
  });

  it('every bit that was flipped', () => {
    for (const part of ['nonce', 'data'] as const) {
      const bytes = Buffer.from(box[part], 'base64');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(unseal(key, { ...box, [part]: flipped.toString('base64') }, 'entry-1')).toBeUndefined();
      }
    }
  });

  it.each([
    ['nothing', { nonce: '', data: '' }],
    ['a tag cut short', { ...box, data: Buffer.from(box.data, 'base64').subarray(0, -1).toString('base64') }],
    ['a tag of four bytes', { ...box, data: 'AAAAAA==' }],
    ['a nonce cut short', { ...box, nonce: box.nonce.slice(0, 8) }],
    ['a nonce of 128 bits', { ...box, nonce: Buffer.alloc(16).toString('base64') }],
    ['no base64', { nonce: '!!!', data: '***' }],
  ])('%s', (_, broken) => {
    expect(unseal(key, broken, 'entry-1')).toBeUndefined();
  });
});
