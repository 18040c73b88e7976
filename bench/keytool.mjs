// Exporting a certificate, as a server's manual says: `signet keytool -exportcert` beside the JDK's keytool, and beside
// a node that does nothing, which is the least that a command of ours can take. Run in turns, so that a busy minute of
// the machine slows all of them: medians, and the medians of the ratios within a turn.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/root.mjs';
import { median } from './support/median.mjs';

const turns = 21;
const signet = join(root, 'dist', 'cli', 'signet.js');
const folder = mkdtempSync(join(tmpdir(), 'signet-bench-'));
const stores = { JKS: 'wso2carbon.jks', 'PKCS#12': 'wso2carbon.p12' };

if (!existsSync(signet)) {
  console.log('skipped: npm run build first');
} else if (spawnSync('keytool', ['-help'], { stdio: 'ignore' }).status !== 0) {
  console.log('skipped: no keytool on this machine');
} else {
  for (const [format, name] of Object.entries(stores))
    compare(format, join(root, 'test/fixtures/keystores', name));
}
rmSync(folder, { recursive: true });

function compare(format, store) {
  const line = ['-exportcert', '-alias', 'wso2carbon', '-storepass', 'wso2carbon', '-keystore', store];
  const times = { keytool: [], signet: [], node: [] };
  for (let turn = 0; turn < turns; turn++) {
    times.keytool.push(time('keytool', [...line, '-file', join(folder, 'out')]));
    times.signet.push(time(process.execPath, [signet, 'keytool', ...line, '-file', join(folder, 'out')]));
    times.node.push(time(process.execPath, ['-e', '0']));
  }
  console.log(`  a certificate out of a ${format} store, median of ${turns}`);
  for (const [name, each] of Object.entries(times)) {
    const ratio = median(each.map((value, turn) => value / times.keytool[turn]));
    console.log(
      `    ${name.padEnd(8)} ${median(each).toFixed(0).padStart(5)} ms   ${ratio.toFixed(2)} of keytool`,
    );
  }
}

function time(program, args) {
  const start = performance.now();
  const { status } = spawnSync(program, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return performance.now() - start;
}
