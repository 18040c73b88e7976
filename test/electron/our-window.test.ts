import { expect, it } from 'vitest';
import { requireOurWindow, windowUrl } from '../../electron/our-window.ts';

type Sender = Parameters<typeof requireOurWindow>[0];
const from = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } }) as unknown as Sender;

it.each([windowUrl, `${windowUrl}#compose`, `${windowUrl}?a=b`])(
  'a call from our page in the main frame is taken: %s',
  (url) => {
    expect(() => requireOurWindow(from(url))).not.toThrow();
  },
);

it.each([
  ['a frame that is gone', { senderFrame: null } as Sender],
  ['a frame within our page', from(windowUrl, {})],
  ['about:blank, which has our origin where our page led to it', from('about:blank')],
  ['a path of ours that is no page', from('signet://window/assets/none.html')],
  ['a path that begins like ours', from(`${windowUrl}.html`)],
  ['another host of our scheme', from('signet://windows/index.html')],
  ['another scheme', from('https://window/index.html')],
  ['a file', from('file:///window/index.html')],
  ['no URL', from('')],
])('a call from %s is rejected', (_, sender) => {
  expect(() => requireOurWindow(from(windowUrl))).not.toThrow();
  expect(() => requireOurWindow(sender)).toThrow('this sender may not call Signet');
});
