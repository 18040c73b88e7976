import * as z from 'zod/mini';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseJson,
  writeJson,
} from '../../shared/base/json.ts';
import { maxJsonLength } from '../../shared/base/limits.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { environment, type Flow, type FlowLibrary, flow } from '../../shared/contract/flows.ts';

/*
 * {
 *   "signet": "flows", "version": 1,
 *   "flows": [ … as the contract has them, but header and claims as JSON, and query and params as [name, value] ],
 *   "environments": [ { "name", "variables": { name: value } } ]
 * }
 * Two spaces of indentation, members in one order and entries by name: a change is a line in a diff.
 */
const version = 1;

/** Writes flows and environments as a readable file. */
export function writeFlowFile({ flows, environments }: FlowLibrary): string {
  const document = {
    signet: 'flows',
    version,
    flows: flows.map(unfold),
    environments: environments.map(({ name, variables }) => ({
      name,
      variables: Object.fromEntries(variables),
    })),
  };
  return `${writeJson(document, 2)}\n`;
}

/** @throws SignetError `unknown-format`, naming the member that is wrong */
export function readFlowFile(text: string): FlowLibrary {
  const parsed = parseJson(text.slice(0, maxJsonLength + 1));
  const document = parsed.ok && isJsonObject(parsed.value) ? parsed.value : {};
  if (document.signet !== 'flows' || typeof document.version !== 'number') {
    throw new SignetError('unknown-format', 'this is no file of flows', {
      hint: 'export one with signet flow export',
    });
  }
  if (document.version > version) {
    throw new SignetError('unknown-format', 'this file was written by a newer Signet', {
      hint: 'bring Signet up to date',
    });
  }
  return {
    flows: readList(document, 'flows', flow, fold),
    environments: readList(document, 'environments', environment, ({ variables, ...rest }) => ({
      ...rest,
      variables: isJsonObject(variables ?? null)
        ? Object.entries(variables as JsonObject)
        : (variables ?? null),
    })),
  };
}

function readList<T>(
  document: JsonObject,
  name: string,
  schema: z.core.$ZodType<T>,
  prepare: (each: JsonObject) => JsonObject,
): readonly T[] {
  const list = document[name] ?? [];
  if (!Array.isArray(list)) throw wrong(name);
  return list.map((each: JsonValue, index) => {
    const read = z.safeParse(schema, isJsonObject(each) ? prepare(each) : each);
    if (read.success) return read.data;
    throw wrong([`${name}[${index}]`, ...(read.error.issues[0]?.path ?? [])].join('.'));
  });
}

function wrong(path: string): SignetError {
  return new SignetError('unknown-format', `${path} is not what it should be in a file of flows`, {
    details: { member: path },
  });
}

/** Texts that are JSON become JSON; one that is not, because of its variables, stays text. */
function unfold({ auth, header, claims, ...rest }: Flow): object {
  return { ...rest, ...unfoldJson({ header, claims }), auth: { ...auth, ...unfoldJson(auth) } };
}

function unfoldJson({
  header,
  claims,
}: {
  readonly header?: string | undefined;
  readonly claims?: string | undefined;
}) {
  const read = (text: string) => {
    const parsed = parseJson(text);
    return parsed.ok && isJsonObject(parsed.value) ? parsed.value : text;
  };
  return {
    ...(header === undefined ? {} : { header: read(header) }),
    ...(claims === undefined ? {} : { claims: read(claims) }),
  };
}

function fold(each: JsonObject): JsonObject {
  const { auth } = each;
  return {
    ...each,
    ...foldJson(each),
    ...(isJsonObject(auth ?? null)
      ? { auth: { ...(auth as JsonObject), ...foldJson(auth as JsonObject) } }
      : {}),
  };
}

function foldJson({ header, claims }: JsonObject): JsonObject {
  return {
    ...(isJsonObject(header) ? { header: writeJson(header, 2) } : {}),
    ...(isJsonObject(claims) ? { claims: writeJson(claims, 2) } : {}),
  };
}
