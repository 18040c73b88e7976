import { createReadStream, fstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { maxFileBytes, maxTokenLength } from '../../shared/base/limits.ts';
import { SignetError } from '../../shared/base/signet-error.ts';

/**
 * Reads a file whole; `-` is standard input.
 * @throws SignetError `file-not-found`, `file-not-readable`, `input-too-large` above 32 MiB
 */
export async function readInputFile(file: string): Promise<Uint8Array> {
  if (file === '-') return readStandardInput(maxFileBytes);
  try {
    const { size } = await stat(file);
    if (size > maxFileBytes) throw tooLarge(file, maxFileBytes);
    // Counted while it is read: a device such as /dev/zero has no size and no end.
    return await readAll(createReadStream(file), file, maxFileBytes);
  } catch (cause) {
    if (cause instanceof SignetError) throw cause;
    if ((cause as { code?: unknown }).code === 'ENOENT') {
      throw new SignetError('file-not-found', `there is no file ${file}`, { hint: 'check the path', cause });
    }
    throw new SignetError('file-not-readable', `${file} cannot be read`, {
      hint: 'is it a file you may read?',
      cause,
    });
  }
}

/**
 * The token given as an argument, or in the file that the argument names, or on standard input: named by `-`, or left out
 * when a pipe or a file is there.
 * @throws SignetError `empty-input`, `input-too-large` above 2 MiB
 */
export async function readTokenArgument(argument: string | undefined): Promise<string> {
  if (argument !== undefined && (await isFile(argument)))
    return new TextDecoder().decode(await readInputFile(argument));
  return readTextArgument(argument);
}

/** As {@link readTokenArgument}, for a text that may be anything: a file's name is a text like any other. */
export async function readTextArgument(argument: string | undefined): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument;
  if (argument === undefined && !standardInputIsGiven()) {
    throw new SignetError('empty-input', 'there is no token', {
      hint: 'give it as an argument, or pipe it in',
    });
  }
  return new TextDecoder().decode(await readStandardInput(maxTokenLength));
}

async function isFile(name: string): Promise<boolean> {
  return stat(name).then(
    (status) => status.isFile(),
    () => false,
  );
}

/** A pipe or a file; never a terminal or a socket, which might stay open for ever. */
function standardInputIsGiven(): boolean {
  try {
    const status = fstatSync(0);
    return status.isFIFO() || status.isFile();
  } catch {
    return false;
  }
}

function readStandardInput(limit: number): Promise<Uint8Array> {
  return readAll(process.stdin, 'standard input', limit);
}

async function readAll(stream: AsyncIterable<Buffer>, name: string, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) throw tooLarge(name, limit);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(what: string, maximum: number): SignetError {
  return new SignetError('input-too-large', `${what} is larger than ${maximum / 1024 / 1024} MiB`, {
    details: { maximum },
  });
}
