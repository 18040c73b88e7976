import { SignetError } from '../../shared/base/signet-error.ts';
import { printJson } from './output.ts';

/** Says what could not be done, on standard error or as JSON, and answers exit status 2. */
export function reportFailure(thrown: unknown, { json, debug }: { json: boolean; debug: boolean }): number {
  const error =
    thrown instanceof SignetError
      ? thrown
      : new SignetError('internal-error', 'something went wrong inside Signet', {
          hint: 'this is a defect: please report what you were doing, with what --debug prints',
          cause: thrown,
        });
  if (debug) process.stderr.write(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  if (json) {
    printJson({ error: error.toData() });
  } else {
    process.stderr.write(`signet: ${error.message}\n`);
    if (error.hint !== undefined) process.stderr.write(`hint: ${error.hint}\n`);
  }
  return 2;
}
