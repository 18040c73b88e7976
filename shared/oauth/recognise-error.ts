import { knownServers } from '../servers/known-servers.ts';
import type { Fault, KnownError, Server } from '../servers/server.ts';
import { holdsPattern } from '../servers/text-pattern.ts';
import { explainCode } from './standard-errors.ts';

/** A server's own error that an answer shows. */
export interface RecognisedError {
  readonly server: Server;
  readonly known: KnownError;
}

export interface Recognised {
  /** The server that was chosen, or the one that the endpoint or the answer betrays. */
  readonly server?: Server;
  /** That server's errors, told by their text. */
  readonly byText: readonly RecognisedError[];
  /** That server's errors, told by their code alone. */
  readonly byCode: readonly RecognisedError[];
  /** Where no server is chosen or betrayed: the error of the one that writes such a text. */
  readonly elsewhere?: RecognisedError;
}

/** What there is to tell a server by. */
export interface RecogniseHints {
  readonly server?: Server | undefined;
  readonly endpoint?: string | undefined;
  /** The audiences of the JWT that was sent. */
  readonly audiences?: readonly string[] | undefined;
}

/** A server's message stands at the start of its answer; each pattern of each server is looked for in it. */
const mostHeard = 32 * 1024;

// Shorter texts, such as "expir", mean something only where the server is known.
const leastTelling = 12;

/**
 * Finds the known errors that an answer shows: those of the chosen server, else of the one whose endpoint or words these
 * are. Another vendor's texts count only where nothing tells the server.
 * @param code the error code
 * @param said everything that the server said
 */
export function recogniseError(code: string | undefined, said: string, hints: RecogniseHints): Recognised {
  const text = said.slice(0, mostHeard);
  const told = hints.server ?? byEndpoint(hints.endpoint) ?? byMarks(text);
  if (told === undefined) {
    const elsewhere = byWords(knownServers, code, text);
    return { byText: [], byCode: [], ...(elsewhere ? { elsewhere } : {}) };
  }
  // Servers of one vendor share an endpoint; which of them it was shows in the JWT, or in the text.
  const relatives = relativesOf(told);
  const own = relatives.find((each) => isForAudience(each, hints.audiences)) ?? told;
  const errors = [own, ...relatives.filter((each) => each !== own)].flatMap((each) => errorsOf(each, code));
  const byText = [
    ...longestFirst(errors, text),
    // A code of this server's own says as much as a text.
    ...errors.filter(({ known }) => known.text === undefined && known.error === code && !isStandard(code)),
  ];
  const [first] = byText;
  const server =
    first === undefined || errorsOf(own, code).some(({ known }) => known === first.known)
      ? own
      : first.server;
  const byCode = errorsOf(server, code).filter(({ known }) => known.text === undefined);
  return { server, byText, byCode };
}

/** The known error of a server for a fault, whatever its text. */
export function knownForFault(server: Server | undefined, fault: Fault): RecognisedError | undefined {
  const known = server?.errors.find(({ faults }) => faults?.includes(fault));
  return server && known ? { server, known } : undefined;
}

function isStandard(code: string | undefined): boolean {
  return code === undefined || explainCode(code) !== undefined;
}

function byEndpoint(endpoint: string | undefined): Server | undefined {
  const address = endpoint?.toLowerCase();
  return knownServers.find((each) => each.marks?.endpoint?.some((mark) => address?.includes(mark)));
}

function byMarks(text: string): Server | undefined {
  return knownServers.find((each) => each.marks?.text?.some((mark) => holdsPattern(text, mark)));
}

function relativesOf(server: Server): readonly Server[] {
  if (server.family === undefined) return [server];
  return [
    server,
    ...knownServers.filter((each) => each.family === server.family && each.name !== server.name),
  ];
}

function isForAudience({ marks }: Server, audiences: readonly string[] = []): boolean {
  return marks?.audience?.some((mark) => audiences.some((each) => each.startsWith(mark))) === true;
}

/** The errors whose text is found; where several are, the longest text is the most telling. */
function longestFirst(errors: readonly RecognisedError[], text: string): readonly RecognisedError[] {
  const found = errors.flatMap((error) => {
    const lengths = (error.known.text ?? [])
      .filter((pattern) => holdsPattern(text, pattern))
      .map(({ length }) => length);
    return lengths.length === 0 ? [] : [{ error, length: Math.max(...lengths) }];
  });
  return found.toSorted((a, b) => b.length - a.length).map(({ error }) => error);
}

/** The error with the longest text that is found and that only this vendor writes. */
function byWords(
  servers: readonly Server[],
  code: string | undefined,
  text: string,
): RecognisedError | undefined {
  const telling = servers
    .flatMap((server) => errorsOf(server, code))
    .filter(({ known }) => known.common !== true)
    .map((error) => ({
      ...error,
      known: { ...error.known, text: error.known.text?.filter(({ length }) => length >= leastTelling) ?? [] },
    }));
  const [first] = longestFirst(telling, text);
  return first;
}

function errorsOf(server: Server, code: string | undefined): readonly RecognisedError[] {
  return server.errors
    .filter(({ error }) => error === undefined || error === code)
    .map((known) => ({ server, known }));
}
