import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64url, encodeBase64url } from '../../../shared/base/base64url.ts';
import { withWatchdog } from '../watchdog.ts';

const sound = { padded: false, stray: [], truncated: false, notCanonical: false };
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('against Node’s own base64url', () => {
  it('encodes the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      }),
    );
  });

  it('decodes what was encoded, and finds nothing wrong', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual({ bytes: new Uint8Array(bytes), ...sound });
      }),
    );
  });

  it('reads the other alphabet and padding as Node does, and says so', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        const decoded = decodeBase64url(base64);
        expect(decoded.bytes).toEqual(new Uint8Array(bytes));
        expect(decoded.padded).toBe(base64.includes('='));
        expect(new Set(decoded.stray)).toEqual(new Set(base64.match(/[+/]/g) ?? []));
      }),
    );
  });
});

describe('departures', () => {
  it.each([
    ['', '', sound],
    ['YQ', 'a', sound],
    ['YQ==', 'a', { ...sound, padded: true }],
    ['YQ=', 'a', { ...sound, padded: true }],
    ['YWJj=', 'abc', { ...sound, padded: true }],
    ['====', '', { ...sound, padded: true }],
    ['YQ==YQ', 'a\x06\x10', { ...sound, stray: ['='] }],
    ['Y Q', 'a', { ...sound, stray: [' '] }],
    ['Y*Q*', 'a', { ...sound, stray: ['*'] }],
    ['-_-_', '\xfb\xff\xbf', sound],
    ['+/+/', '\xfb\xff\xbf', { ...sound, stray: ['+', '/'] }],
    ['Y😀Q', 'a', { ...sound, stray: ['😀'] }],
    ['ÿYQ', 'a', { ...sound, stray: ['ÿ'] }],
    ['Y', '', { ...sound, truncated: true }],
    ['YWJjY', 'abc', { ...sound, truncated: true }],
    ['YR', 'a', { ...sound, notCanonical: true }],
    ['YWJ', 'ab', { ...sound, notCanonical: true }],
    ['YWI', 'ab', sound],
  ])('%j', (encoded, bytes, departures) => {
    const { bytes: decoded, ...found } = decodeBase64url(encoded);
    expect(text(decoded)).toBe(bytes);
    expect(found).toEqual(departures);
  });

  it('never throws, and never gives more bytes than the letters carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (any) => {
        expect(decodeBase64url(any).bytes.length).toBeLessThanOrEqual(Math.floor((any.length * 3) / 4));
      }),
    );
  });
});

it('takes linear time on a long run of padding in the middle', () => {
  const { stray } = withWatchdog(() => decodeBase64url(`${'='.repeat(2_000_000)}x`));
  expect(stray).toEqual(['=']);
});
