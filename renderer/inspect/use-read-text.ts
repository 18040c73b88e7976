import { useEffect, useMemo, useState } from 'react';
import { type ReadToken, readText, rememberTexts, type WorkerAnswer } from './read-text.ts';

// Below it decoding takes less than handing the text to a worker does.
const atOnceUpTo = 50_000;

/** The tokens of a text; null while a long one is being read, which happens off the main thread. */
export function useReadText(text: string): readonly ReadToken[] | null {
  const atOnce = text.length <= atOnceUpTo;
  const short = useMemo(() => (atOnce ? readText(text) : null), [atOnce, text]);
  const [long, setLong] = useState<{ readonly text: string; readonly tokens: readonly ReadToken[] } | null>(
    null,
  );
  useEffect(() => {
    if (atOnce) return setLong(null);
    const worker = new Worker(new URL('./read-text-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
      rememberTexts(data.tokens, data.texts);
      setLong({ text, tokens: data.tokens });
    });
    worker.postMessage(text);
    return () => worker.terminate();
  }, [atOnce, text]);
  return short ?? (long?.text === text ? long.tokens : null);
}
