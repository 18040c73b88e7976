import type { Finding, Severity } from '../../shared/jwt/finding.ts';
import { layout, paint, printLine, printNote } from './output.ts';

const marks: Readonly<Record<Severity, string>> = { error: 'error  ', warning: 'warning', info: 'info   ' };
const styles = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

export function printFindings(findings: readonly Finding[]): void {
  for (const { severity, code, path, message, reference } of findings) {
    printLine(
      layout`${paint(styles[severity], marks[severity])} ${path}: ${message} ${paint('dim', `[${code}, ${reference}]`)}`,
    );
  }
}

/** What there is to say of a token that was made, on standard error: its output is the token. */
export function writeFindings(findings: readonly Finding[]): void {
  for (const { severity, path, message } of findings) {
    if (severity !== 'info') printNote(`${severity}: ${path}: ${message}`);
  }
}
