import { showHidden } from '../../shared/base/hidden-characters.ts';

/**
 * One line on standard error for a failure nobody expected: its kind and where it happened. Its message stays out, since
 * it may quote what the user typed.
 */
export function logDefect(method: string, defect: unknown): void {
  const kind = defect instanceof Error ? defect.name : typeof defect;
  const place = defect instanceof Error ? placeOf(defect) : undefined;
  writeNote(`defect in ${method}: ${kind}${place === undefined ? '' : ` at ${place}`}`);
}

/** One line on standard error, for whoever started Signet. */
export function writeNote(text: string): void {
  process.stderr.write(`${showHidden(`signet: ${text}`)}\n`);
}

function placeOf({ stack = '', message }: Error): string | undefined {
  const frames = stack.replace(message, '');
  return /^\s+at .*?\(?([^\s()]+:\d+:\d+)\)?$/m.exec(frames)?.[1];
}
