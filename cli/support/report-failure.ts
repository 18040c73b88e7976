import { showHidden } from '../../shared/base/hidden-characters.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { inLines, printJson, printNote, type TerminalText } from './output.ts';

/** Says what could not be done, on standard error or as JSON, and answers exit status 2. */
export function reportFailure(thrown: unknown, { json, debug }: { json: boolean; debug: boolean }): number {
  const error =
    thrown instanceof SignetError
      ? thrown
      : new SignetError('internal-error', 'something went wrong inside Signet', {
          hint: 'this is a defect: please report what you were doing, with what --debug prints',
          cause: thrown,
        });
  if (debug) printNote(thrown instanceof Error ? stackOf(thrown) : String(thrown));
  if (json) {
    printJson({ error: error.toData() });
  } else {
    printNote(`signet: ${error.message}`);
    if (error.hint !== undefined) printNote(`hint: ${error.hint}`);
  }
  return 2;
}

/** The lines of a stack trace; its message may quote what was given, and stays in one line. */
function stackOf({ stack = '', message }: Error): TerminalText {
  return inLines(stack.replace(message, () => showHidden(message)));
}
