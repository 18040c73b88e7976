import type { Command } from 'commander';
import type { Bindings } from '../../core/flows/foreign-flows.ts';
import { writeOutputFile } from '../../core/home/output-file.ts';
import { readInputFile } from '../support/input.ts';
import { openDocument } from '../support/open-document.ts';
import { findByName, findVault } from '../support/open-vault.ts';
import { paint, printAnswer, printData, printFacts, printLine, printNote } from '../support/output.ts';
import { collect } from '../support/sign-options.ts';
import { toPair } from '../token/request-token.ts';

export function define(command: Command): void {
  const list = command.command('list').description('the saved flows and environments');
  list.action(async () => {
    const library = (await savedFlows()).list();
    printAnswer(list.optsWithGlobals(), library, () => {
      printFacts(library.flows.map(({ name, grant, endpoint }) => [name, `${grant} · ${endpoint}`]));
      for (const { name, variables } of library.environments) {
        printLine();
        printLine(paint('bold', `environment ${name}`));
        printFacts(variables, '  ');
      }
    });
  });

  const exporting = command
    .command('export')
    .description('flows and environments as a readable file without secrets')
    .argument('[name...]', 'the flows; all if left out')
    .option('--out <file>', 'write it there')
    .option('--force', 'write over an existing file');
  exporting.action(async (names: readonly string[]) => {
    const options = exporting.optsWithGlobals<{ out?: string; force?: boolean; json?: boolean }>();
    const { writeFlowFile } = await import('../../core/flows/flow-file.ts');
    const saved = await savedFlows();
    const { flows, environments } = saved.list();
    const chosen = names.length === 0 ? flows : names.map((name) => saved.flow(name));
    const text = writeFlowFile({ flows: chosen, environments });
    if (options.out === undefined) {
      printData(text);
      return;
    }
    await writeOutputFile(options.out, new TextEncoder().encode(text), { force: options.force ?? false });
    printAnswer(options, { written: options.out, flows: chosen.map(({ name }) => name) }, () =>
      printLine(`wrote ${options.out}`),
    );
  });

  const importing = command
    .command('import')
    .description('take in a file of flows')
    .argument('<file>', 'what export wrote; - for standard input')
    .option('--replace', 'over flows of the same name')
    .option(
      '--bind <key=name>',
      'a key or secret that the file names is this entry of the vault',
      collect,
      [],
    )
    .addHelpText(
      'after',
      '\nA proxy, a certificate authority and insecure TLS are left off, and so is a key or secret that is not bound.',
    );
  importing.action(async (file: string) => {
    const options = importing.optsWithGlobals<{
      replace?: boolean;
      bind: readonly string[];
      json?: boolean;
    }>();
    const [{ readFlowFile }, { takeIn }] = await Promise.all([
      import('../../core/flows/flow-file.ts'),
      import('../../core/flows/foreign-flows.ts'),
    ]);
    const read = readFlowFile(new TextDecoder().decode(await readInputFile(file)));
    const { warnings, ...taken } = takeIn(read, await readBindings(options.bind));
    (await savedFlows()).add(taken, { replace: options.replace ?? false });
    const names = taken.flows.map(({ name }) => name);
    const environments = taken.environments.map(({ name }) => name);
    printAnswer(options, { flows: names, environments, warnings }, () => {
      for (const name of names) printLine(name);
      for (const { flow, path, message } of warnings) printNote(`warning: ${flow}: ${path}: ${message}`);
    });
  });

  const remove = command.command('remove').description('forget a flow').argument('<name>');
  remove.action(async (name: string) => {
    (await savedFlows()).removeFlow(name);
    printAnswer(remove.optsWithGlobals(), { removed: name }, () => printLine(`removed ${name}`));
  });
}

/** @throws SignetError `usage`, `entry-not-found` for an entry that the vault does not have */
async function readBindings(given: readonly string[]): Promise<Bindings> {
  if (given.length === 0) return {};
  const vault = findVault();
  const pairs = given.map(toPair);
  for (const [, name] of pairs) await findByName(vault, name);
  return Object.fromEntries(pairs);
}

async function savedFlows() {
  const { createSavedFlows } = await import('../../core/flows/flow-library.ts');
  return createSavedFlows(openDocument('library'));
}
