import type { Finding, Severity } from '../../shared/jwt/finding.ts';
import { layout, paint, printLine } from './output.ts';

const marks: Readonly<Record<Severity, string>> = { error: 'error  ', warning: 'warning', info: 'info   ' };
const styles = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

export function printFindings(findings: readonly Finding[]): void {
  for (const { severity, code, path, message, reference } of findings) {
    printLine(
      layout`${paint(styles[severity], marks[severity])} ${path}: ${message} ${paint('dim', `[${code}, ${reference}]`)}`,
    );
  }
}
