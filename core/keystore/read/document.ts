// Documents of platforms that carry keys as text among other things:
//
//   Kubernetes Secret, List, ConfigMap   data: { NAME: base64 of the file }, stringData: { NAME: the file }
//   kubeconfig                           certificate-authority-data, client-certificate-data, client-key-data: base64 of PEM
//   Azure Key Vault                      { "value": base64 of PKCS#12, or PEM; "cer": base64 of DER }
//   AWS ACM, HashiCorp Vault             { "Certificate": PEM, "PrivateKey": PEM, … }, at any depth
//
// They differ in names alone, so that what a value is, its content says.

import { isModestJson } from '../../../shared/base/json-bounds.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { damaged } from '../../asn1/damaged.ts';
import { detectContent } from './detect-format.ts';

/** A file inside a document. */
export interface DocumentPart {
  /** The member that holds it, such as `tls.crt`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * What a YAML document may hold. Kubernetes takes Secrets of 1 MiB; taking one apart takes many times its memory, a list in a
 * list the stack, and each anchor a look at all before it.
 */
const yamlBounds: readonly (readonly [what: RegExp, most: number])[] = [
  [/[\n,]/g, 50_000],
  [/[[{&*]/g, 1000],
];
const maxYamlLength = 4 * 1024 * 1024;
const most = { depth: 32, parts: 1000 };

/**
 * The files with keys or certificates inside a JSON or YAML document: all PEM texts as one, so that a key finds its
 * certificate, then each binary file.
 * Errors: `damaged-file`, `input-too-large`, `unknown-format`.
 */
export async function documentParts(text: string): Promise<readonly DocumentPart[]> {
  const pems: DocumentPart[] = [];
  const others: DocumentPart[] = [];
  const visit = (value: unknown, name: string, depth: number): void => {
    if (depth > most.depth || pems.length + others.length >= most.parts) return;
    if (typeof value === 'string') {
      const bytes = fileIn(value);
      if (bytes !== undefined) (isPem(bytes) ? pems : others).push({ name, bytes });
    } else if (Array.isArray(value)) {
      for (const each of value) visit(each, name, depth + 1);
    } else if (typeof value === 'object' && value !== null) {
      for (const [member, each] of Object.entries(value)) visit(each, member, depth + 1);
    }
  };
  visit(await parse(text), 'value', 0);
  if (pems.length + others.length === 0) {
    throw new SignetError('unknown-format', 'the document holds no key and no certificate', {
      hint: 'of a Kubernetes Secret, tls.crt and tls.key are read; of an Azure Key Vault secret, its value',
    });
  }
  return [...(pems.length === 0 ? [] : [joined(pems)]), ...others];
}

/** The file that a member of a document is: itself, or in base64. */
function fileIn(value: string): Uint8Array | undefined {
  if (value.includes('-----BEGIN ')) return Buffer.from(value, 'utf8');
  const compact = value.replace(/\s+/g, '');
  if (compact.length < 40 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return undefined;
  const bytes = Uint8Array.from(Buffer.from(compact, 'base64'));
  const content = detectContent(bytes);
  return content === undefined || content === 'base64' || content === 'document' ? undefined : bytes;
}

function isPem(bytes: Uint8Array): boolean {
  return detectContent(bytes) === 'pem';
}

function joined(pems: readonly DocumentPart[]): DocumentPart {
  return {
    name: pems.map(({ name }) => name).join(', '),
    bytes: Uint8Array.from(Buffer.concat(pems.flatMap(({ bytes }) => [bytes, Buffer.from('\n')]))),
  };
}

async function parse(text: string): Promise<unknown> {
  if (text.trimStart().startsWith('{')) {
    if (!isModestJson(text))
      throw new SignetError('input-too-large', 'the document holds more than any key file');
    try {
      return JSON.parse(text);
    } catch {
      throw damaged('it is neither JSON nor YAML');
    }
  }
  if (text.length > maxYamlLength || yamlBounds.some(([what, bound]) => occursMoreThan(text, what, bound)))
    throw new SignetError(
      'input-too-large',
      'the YAML document is longer, or holds more, than any with keys in it',
    );
  const { parseAllDocuments } = await import('yaml');
  try {
    // No schema but that of strings: nothing in it is to become a number or a date. Aliases are not multiplied.
    return parseAllDocuments(text, { schema: 'failsafe', logLevel: 'silent' }).map((document) => {
      const [error] = document.errors;
      if (error !== undefined) throw damaged(`its YAML cannot be read: ${firstLine(error.message)}`);
      return document.toJS({ maxAliasCount: 100 });
    });
  } catch (error) {
    if (error instanceof SignetError) throw error;
    throw damaged('its YAML cannot be read');
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function occursMoreThan(text: string, what: RegExp, most: number): boolean {
  let count = 0;
  for (const _ of text.matchAll(what)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}
