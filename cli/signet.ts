#!/usr/bin/env node
import { printNote } from './support/output.ts';

// Whoever reads our output may stop reading, as `head` does: that is the end, not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  printNote(`signet: standard output cannot be written: ${error.code}`);
  printNote('hint: is its disk full?');
  process.exit(2);
});

const [first, ...rest] = process.argv.slice(2);
if (first === 'keytool') {
  // Apart from the others, with keytool's own way of reading arguments: it need not load theirs.
  const { runKeytool } = await import('./keytool/run-keytool.ts');
  process.exitCode = await runKeytool(rest);
} else {
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2));
}
