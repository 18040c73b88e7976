import * as z from 'zod/mini';
import type { Result } from '../base/result.ts';
import { SignetError } from '../base/signet-error.ts';
import { type CallContext, type CallOptions, contract, type Services } from './contract.ts';
import type { Method } from './method.ts';

/** The core's end of a transport: any method name and any input in, a result out. It never rejects. */
export interface Dispatcher {
  dispatch(method: string, input: unknown, options?: CallOptions): Promise<Result<unknown>>;
}

/** Called with each unexpected failure; must not write its message, which could quote input. */
export type DefectLog = (method: string, defect: unknown) => void;

type Handler = (input: unknown, context: CallContext) => Promise<unknown>;

/** Checks every input against its schema before a service sees it, and turns what is thrown into data. */
export function createDispatcher(services: Services, log: DefectLog): Dispatcher {
  const methods = new Map<string, { method: Method<unknown, unknown>; handler: Handler }>();
  for (const [service, described] of Object.entries(contract)) {
    for (const [name, method] of Object.entries(described)) {
      const handlers = services[service as keyof Services] as unknown as Record<string, Handler>;
      const handler = handlers[name];
      if (handler) methods.set(`${service}.${name}`, { method, handler });
    }
  }

  return {
    async dispatch(name, input, { signal = new AbortController().signal, onProgress } = {}) {
      const known = methods.get(name);
      if (!known) return failed(new SignetError('unknown-method', 'there is no such method'));
      const parsed = z.safeParse(known.method.input, input);
      if (!parsed.success) return failed(invalidInput(parsed.error.issues));
      try {
        return {
          ok: true,
          value: await known.handler(parsed.data, { signal, ...(onProgress && { onProgress }) }),
        };
      } catch (thrown) {
        if (thrown instanceof SignetError) return failed(thrown);
        if (signal.aborted) return failed(new SignetError('cancelled', 'the call was cancelled'));
        log(name, thrown);
        return failed(
          new SignetError('internal-error', 'something went wrong inside Signet', {
            hint: 'this is a defect: please report what you were doing',
          }),
        );
      }
    },
  };
}

function failed(error: SignetError): Result<never> {
  return { ok: false, error: error.toData() };
}

// Paths and codes only: an issue's message may quote the input, which may be a secret.
function invalidInput(issues: readonly z.core.$ZodIssue[]): SignetError {
  const tooLarge = issues.find((issue) => issue.code === 'too_big');
  if (tooLarge) {
    return new SignetError('input-too-large', `${member(tooLarge)} is larger than Signet accepts`, {
      details: { maximum: Number('maximum' in tooLarge ? tooLarge.maximum : 0) },
    });
  }
  const paths = issues.map(member);
  return new SignetError('invalid-input', `not acceptable: ${paths.join(', ')}`, {
    details: { members: paths },
  });
}

function member(issue: z.core.$ZodIssue): string {
  return issue.path.length === 0 ? 'the input' : issue.path.join('.');
}
