import { readText, textsOf } from './read-text.ts';

// The compiler takes this for the window; here postMessage needs no origin.
const worker = self as unknown as Pick<Worker, 'postMessage'>;
self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  const tokens = readText(data);
  worker.postMessage({ tokens, texts: textsOf(tokens) });
});
