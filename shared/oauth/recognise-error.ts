import { knownServers } from '../servers/known-servers.ts';
import type { KnownError, Server } from '../servers/server.ts';
import { holdsPattern } from '../servers/text-pattern.ts';

/** A server's own error that an answer shows. */
export interface RecognisedError {
  readonly server: Server;
  readonly known: KnownError;
}

export interface Recognised {
  /** Told by their text. */
  readonly byText: readonly RecognisedError[];
  /** Told by their code alone. */
  readonly byCode: readonly RecognisedError[];
  /** The server that was chosen, or the one that the endpoint or the text betrays. */
  readonly server?: Server;
}

// Shorter texts, such as "expir", mean something only where the server is known.
const leastTelling = 12;

/**
 * Finds the known errors that an answer shows: those of the chosen server, else of the one whose endpoint or words these are.
 * @param code the OAuth error code
 * @param text everything that the server said
 */
export function recogniseError(
  code: string | undefined,
  text: string,
  {
    server: chosen,
    endpoint,
  }: { readonly server?: Server | undefined; readonly endpoint?: string | undefined },
): Recognised {
  const own = chosen ?? byEndpoint(endpoint);
  const ownErrors = errorsOf(own, code);
  const byText = ownErrors.filter((each) => each.known.text?.some((pattern) => holdsPattern(text, pattern)));
  const byCode = ownErrors.filter(({ known }) => known.text === undefined);
  if (byText.length > 0) return { byText, byCode, ...(own ? { server: own } : {}) };

  const marked = knownServers.filter((each) => each.marks?.text?.some((mark) => holdsPattern(text, mark)));
  const foreign =
    marked.length > 0 ? byWords(marked, code, text, 1) : byWords(knownServers, code, text, leastTelling);
  const server = own ?? foreign?.server ?? marked[0];
  return { byText: foreign ? [foreign] : [], byCode, ...(server ? { server } : {}) };
}

function byEndpoint(endpoint: string | undefined): Server | undefined {
  const address = endpoint?.toLowerCase();
  return knownServers.find((each) => each.marks?.endpoint?.some((mark) => address?.includes(mark)));
}

/** The error with the longest text that is found. */
function byWords(
  servers: readonly Server[],
  code: string | undefined,
  text: string,
  leastLength: number,
): RecognisedError | undefined {
  const found = servers
    .flatMap((server) => errorsOf(server, code))
    .flatMap((error) => (error.known.text ?? []).map((pattern) => ({ error, pattern })))
    .filter(({ pattern }) => pattern.length >= leastLength && holdsPattern(text, pattern));
  return found.toSorted((a, b) => b.pattern.length - a.pattern.length)[0]?.error;
}

function errorsOf(server: Server | undefined, code: string | undefined): readonly RecognisedError[] {
  if (server === undefined) return [];
  return server.errors
    .filter(({ error }) => error === undefined || error === code)
    .map((known) => ({ server, known }));
}
