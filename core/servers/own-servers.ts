import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { parseJson } from '../../shared/base/json.ts';
import { maxServerFileLength } from '../../shared/base/limits.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { findServer, knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import { serverFile, toServer } from '../../shared/servers/server-schema.ts';
import { serversFolder } from '../home/home.ts';
import { writeOutputFile } from '../home/output-file.ts';

/**
 * The known servers, and those that the user keeps as `servers/NAME.json` in Signet's home. A file of a known server's
 * name takes its place.
 * @throws SignetError `server-file-invalid`, naming the file and the member
 */
export async function listServers(home: string): Promise<readonly Server[]> {
  const folder = serversFolder(home);
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

/** Keeps a server of the user's own, once its text is known to be one. @throws SignetError `server-file-invalid`, `file-not-writable` */
export async function saveServer(home: string, name: string, text: string): Promise<void> {
  const file = join(serversFolder(home), `${name}.json`);
  parseServer(file, name, text);
  await mkdir(serversFolder(home), { recursive: true, mode: 0o700 });
  await writeOutputFile(file, Buffer.from(text), { force: true, mode: 0o600 });
}

/** @throws SignetError `entry-not-found` where the user has no such file */
export async function removeServer(home: string, name: string): Promise<void> {
  await rm(join(serversFolder(home), `${name}.json`)).catch((cause: unknown) => {
    throw new SignetError('entry-not-found', `there is no server of your own called ${name}`, {
      hint: 'those that Signet brings along stay',
      cause,
    });
  });
}

async function readServerFile(file: string, name: string): Promise<Server> {
  const unreadable = (cause: unknown) => {
    throw invalid(file, 'it cannot be read', { cause });
  };
  // Looked at first: a pipe of that name would never end.
  const found = await stat(file).catch(unreadable);
  if (!found.isFile()) throw invalid(file, 'it is not a file');
  if (found.size > maxServerFileLength)
    throw invalid(file, `it is larger than ${maxServerFileLength / 1024} KiB`);
  return parseServer(file, name, await readFile(file, 'utf8').catch(unreadable));
}

/** @param file what it is called in errors. @throws SignetError `server-file-invalid` */
export function parseServer(file: string, name: string, text: string): Server {
  const parsed = parseJson(text);
  if (!parsed.ok) throw invalid(file, `${parsed.message} at ${parsed.at}`);
  const checked = z.safeParse(serverFile, parsed.value);
  if (checked.success) return toServer(name, checked.data);
  const [issue] = checked.error.issues;
  const member = issue?.path.join('.') || 'the whole file';
  throw invalid(file, `${member}: ${issue?.message ?? 'not as expected'}`, { member });
}

function invalid(
  file: string,
  why: string,
  { member, cause }: { readonly member?: string; readonly cause?: unknown } = {},
): SignetError {
  return new SignetError('server-file-invalid', `${file} is not a server file: ${why}`, {
    hint: 'signet servers NAME --json shows what one looks like',
    details: { file, ...(member === undefined ? {} : { member }) },
    cause,
  });
}
