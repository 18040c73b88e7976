import type { Command } from 'commander';
import { layout, paint, printAnswer, printData, printLine } from '../support/output.ts';
import { writeFindings } from '../support/print-findings.ts';
import { addSignOptions, type SignOptions, signByOptions } from '../support/sign-options.ts';

export function define(command: Command): void {
  addSignOptions(command)
    .option('--steps', 'show how the token comes about, step by step')
    .action(async () => {
      const options = command.optsWithGlobals<SignOptions & { steps?: boolean; json?: boolean }>();
      const { steps, at: _at, values: _values, ...signed } = await signByOptions(options);
      printAnswer(options, options.steps ? { ...signed, steps } : signed, () => {
        if (options.steps)
          for (const step of steps) printLine(layout`${paint('dim', step.name)}\n${step.value}\n`);
        else printData(`${signed.token}\n`);
        writeFindings(signed.findings);
      });
    });
}
