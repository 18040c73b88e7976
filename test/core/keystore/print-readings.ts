// Reads the fixtures and prints what is in them as JSON: run by both runtimes, whose crypto libraries differ.
import { join } from 'node:path';
import { readFolder, readMatrix } from './read-matrix.ts';

const [fixtures = '', scratch = ''] = process.argv.slice(2);
const folders = ['pem', 'der', 'pkcs7', 'jwk', 'keystores', 'certificates', 'foreign'];
const readings: Record<string, unknown> = { matrix: await readMatrix(join(fixtures, 'matrix')) };
for (const folder of folders)
  readings[folder] = await readFolder(join(fixtures, folder), { store: 'changeit' });
readings.wso2carbon = await readFolder(join(fixtures, 'keystores'), { store: 'wso2carbon' });
readings.scratch = await readFolder(scratch, { store: 'changeit' });
process.stdout.write(JSON.stringify(readings));
