// Run as a process of its own: saves entries one after the other, and prints the name of each once it is acknowledged.
//   node save-loop.mjs VAULT-FILE PREFIX [COUNT]

import { createVault } from '../../../core/vault/vault.ts';
import { cheapVaultPorts, passphrase, secretOf } from './save-loop-facts.ts';

const [file = '', prefix = '', count = 'Infinity'] = process.argv.slice(2);
const vault = createVault(file, cheapVaultPorts);
await vault.unlock(passphrase);
process.stdout.write('ready\n');
for (let number = 0; number < Number(count); number += 1) {
  const name = `${prefix}-${number}`;
  try {
    await vault.add({ name, kind: 'secret', chain: [], bits: 256, secret: secretOf(name) });
    process.stdout.write(`${name}\n`);
  } catch (thrown) {
    process.stdout.write(`failed ${(thrown as { code?: string }).code}\n`);
    process.exit(1);
  }
}
