import type { Command } from 'commander';
import type { TourStep } from '../../core/tour/tour-step.ts';
import {
  inLines,
  layout,
  type Printable,
  paint,
  printFacts,
  printJson,
  printLine,
} from '../support/output.ts';

export function define(command: Command): void {
  command
    .addHelpText(
      'after',
      '\nRuns both flows and a client by the standards alone (private_key_jwt, DPoP) against the playground; nothing\nis kept. Exit status: 0 when all end in an active token.',
    )
    .action(async () => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const { takeTour } = await import('../../core/tour/take-tour.ts');
      const steps: TourStep[] = [];
      const active = await takeTour((step) => {
        steps.push(step);
        if (!json) printStep(step, steps.length);
      });
      if (json) printJson({ steps, active });
      else
        printLine(
          layout`\n${active ? paint('green', 'all access tokens are active') : paint('red', 'an access token is not active')}`,
        );
      if (!active) process.exitCode = 1;
    });
}

function printStep({ flow, name, title, values }: TourStep, number: number): void {
  printLine(layout`\n${paint('bold', `${number}. ${flow}: ${name}`)}  ${paint('dim', title)}`);
  printFacts(
    Object.entries(values).map(([fact, value]) => [fact, inWords(value)]),
    '   ',
  );
}

function inWords(value: unknown): Printable {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.includes('\n') ? layout`\n${inLines(value.trimEnd())}` : value;
}
