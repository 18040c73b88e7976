import type { Command } from 'commander';
import { algorithmUses } from '../../shared/contract/jose.ts';
import { paint, printAnswer, printFacts, printLine } from '../support/output.ts';

export function define(command: Command): void {
  command.action(async () => {
    const { listAlgorithms } = await import('../../core/jose/algorithm-support.ts');
    const algorithms = await listAlgorithms();
    printAnswer(command.optsWithGlobals(), { algorithms }, () => {
      for (const use of algorithmUses) {
        printLine(paint('bold', use.replace('-', ' ')));
        const ofUse = algorithms.filter((each) => each.use === use);
        printFacts(
          ofUse.map(({ name, key, reason }) => [name, reason === undefined ? key : paint('yellow', reason)]),
          '  ',
        );
      }
    });
  });
}
