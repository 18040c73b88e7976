import type { Basis, Explanation } from '../../shared/oauth/token-exchange.ts';
import { layout, paint, printLine } from './output.ts';

const bases: Readonly<Record<Basis, string>> = {
  measured: 'measured',
  'server-text': 'the server’s words',
  'server-known': 'known of this server',
  standard: 'the standard',
};

/** Prints likely causes, likeliest first, each with what it rests on. */
export function printExplanations(explanation: readonly Explanation[] = []): void {
  for (const { cause, fix, basis, reference = '', compared = [] } of explanation) {
    const source = [bases[basis], reference].filter((each) => each !== '').join(': ');
    printLine(layout`\n${paint('bold', cause)} ${paint('dim', `[${source}]`)}\n  ${fix}`);
    for (const { path, sent = '–', expected = '–' } of compared) {
      printLine(layout`  ${paint('dim', path)}  sent ${sent}  expected ${expected}`);
    }
  }
}
