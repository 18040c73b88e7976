import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { parseJson } from '../../shared/jwt/json.ts';
import { findServer, knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import { serverFile, toServer } from '../../shared/servers/server-schema.ts';

/**
 * The known servers, and those that the user keeps as `servers/NAME.json` in Signet's home. A file of a known server's
 * name takes its place.
 * @throws SignetError `server-file-invalid`, naming the file and the member
 */
export async function listServers(home: string): Promise<readonly Server[]> {
  const folder = join(home, 'servers');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).sort();
  const own = await Promise.all(files.map((name) => readServerFile(join(folder, name), name.slice(0, -5))));
  const taken = new Set(own.map((each) => each.name));
  return [...own, ...knownServers.filter((each) => !taken.has(each.name))];
}

/** @throws SignetError `unknown-server`, `server-file-invalid` */
export async function findAnyServer(home: string, name: string): Promise<Server> {
  return findServer(name, await listServers(home));
}

async function readServerFile(file: string, name: string): Promise<Server> {
  const parsed = parseJson(await readFile(file, 'utf8'));
  if (!parsed.ok) throw invalid(file, `${parsed.message} at ${parsed.at}`);
  const checked = z.safeParse(serverFile, parsed.value);
  if (checked.success) return toServer(name, checked.data);
  const [issue] = checked.error.issues;
  const member = issue?.path.join('.') || 'the whole file';
  throw invalid(file, `${member}: ${issue?.message ?? 'not as expected'}`, member);
}

function invalid(file: string, why: string, member?: string): SignetError {
  return new SignetError('server-file-invalid', `${file} is no server file: ${why}`, {
    hint: 'signet servers NAME --json shows what one looks like',
    details: { file, ...(member === undefined ? {} : { member }) },
  });
}
