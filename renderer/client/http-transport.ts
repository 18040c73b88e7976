import type { Result } from '../../shared/base/result.ts';
import type { Transport } from '../../shared/contract/client.ts';
import { linesType, type OnProgress, type Progress } from '../../shared/contract/progress.ts';

const storageKey = 'signet-launch-secret';

/**
 * Takes the launch secret out of the address (`#secret=…`), where it would stay in the history, and keeps it for this
 * tab alone.
 */
export function takeLaunchSecret(window: Pick<Window, 'location' | 'history' | 'sessionStorage'>): string {
  const given = new URLSearchParams(window.location.hash.slice(1)).get('secret');
  if (given) {
    window.sessionStorage.setItem(storageKey, given);
    window.history.replaceState(null, '', window.location.pathname);
  }
  return given ?? window.sessionStorage.getItem(storageKey) ?? '';
}

/** Calls the loopback face that served this window. */
export function httpTransport(
  secret: string,
  send: typeof fetch = (...request) => fetch(...request),
): Transport {
  const running = new Map<string, AbortController>();
  return {
    async call(method, input, call, onProgress): Promise<Result<unknown>> {
      const controller = new AbortController();
      running.set(call, controller);
      try {
        const response = await send(`/call/${method}`, {
          method: 'POST',
          headers: {
            accept: onProgress ? linesType : 'application/json',
            'content-type': 'application/json',
            'x-signet-call': call,
            'x-signet-secret': secret,
          },
          // As a Blob, a body of many megabytes is sent without holding up the window.
          body: new Blob([JSON.stringify(input)]),
          signal: controller.signal,
          credentials: 'omit',
        });
        const answer = onProgress ? await readLines(response, onProgress) : await readJson(response);
        return isResult(answer) ? answer : refused(response.status, secret);
      } catch {
        return controller.signal.aborted ? cancelled : lost;
      } finally {
        running.delete(call);
      }
    },
    cancel: (call) => running.get(call)?.abort(),
  };
}

function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}

/** Hands on each line of progress as it comes; the last line is the answer. */
async function readLines(response: Response, onProgress: OnProgress): Promise<unknown> {
  if (!response.ok || !response.body) return undefined;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  // Only what is new is searched: the answer may come in hundreds of pieces.
  let line: string[] = [];
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const [rest = '', ...more] = read.value.split('\n');
    line.push(rest);
    for (const next of more) {
      onProgress((JSON.parse(line.join('')) as { progress: Progress }).progress);
      line = [next];
    }
  }
  return JSON.parse(line.join('')) as unknown;
}

const cancelled: Result<never> = {
  ok: false,
  error: { code: 'cancelled', message: 'the call was cancelled' },
};

const lost: Result<never> = {
  ok: false,
  error: {
    code: 'internal-error',
    message: 'Signet does not answer any more',
    hint: 'was it stopped? start it again, and open the address that it prints',
  },
};

function refused(status: number, secret: string): Result<never> {
  if (status === 403) return secret === '' ? noSecret : oldSecret;
  return {
    ok: false,
    error: {
      code: 'internal-error',
      message: `Signet refused the call (${status})`,
      hint: printedLast,
    },
  };
}

const printedLast = 'open the address that Signet printed last: it holds the secret of its launch';

const noSecret: Result<never> = {
  ok: false,
  error: {
    code: 'launch-secret-refused',
    message: 'this window was opened without the secret of Signet’s launch',
    hint: printedLast,
  },
};

const oldSecret: Result<never> = {
  ok: false,
  error: {
    code: 'launch-secret-refused',
    message:
      'Signet was started again since this window was opened, or its address is from an earlier launch',
    hint: printedLast,
  },
};

function isResult(answer: unknown): answer is Result<unknown> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'ok' in answer &&
    ('value' in answer || 'error' in answer)
  );
}
