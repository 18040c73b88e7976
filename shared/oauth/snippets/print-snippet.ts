import { showHidden } from '../../base/hidden-characters.ts';
import { SignetError } from '../../base/signet-error.ts';
import { printCmd } from './print-cmd.ts';
import { printCurl } from './print-curl.ts';
import { printHttp } from './print-http.ts';
import { printJava } from './print-java.ts';
import { printNode } from './print-node.ts';
import { printPowershell } from './print-powershell.ts';
import { printPython } from './print-python.ts';
import { type SnippetParts, type SnippetRequest, snippetParts } from './snippet-parts.ts';

export const snippetLanguages = [
  'curl',
  'curl-powershell',
  'curl-cmd',
  'http',
  'python',
  'java',
  'node',
] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** What a reader sees of each. */
export const snippetTitles: Readonly<Record<SnippetLanguage, string>> = {
  curl: 'curl (bash)',
  'curl-powershell': 'curl (PowerShell)',
  'curl-cmd': 'curl (Windows command prompt)',
  http: 'HTTP',
  python: 'Python (requests)',
  java: 'Java (HttpClient)',
  node: 'Node (fetch)',
};

const printers: Readonly<Record<SnippetLanguage, (parts: SnippetParts) => string>> = {
  curl: printCurl,
  'curl-powershell': printPowershell,
  'curl-cmd': printCmd,
  http: printHttp,
  python: printPython,
  java: printJava,
  node: printNode,
};

/**
 * The equivalent of a token request in a language. Whatever is secret stands as an environment variable:
 * `SIGNET_ASSERTION`, `SIGNET_CLIENT_SECRET`, `SIGNET_REFRESH_TOKEN`, `SIGNET_PASSWORD` for a parameter `password`, …; with
 * mutual TLS, `SIGNET_CLIENT_CERTIFICATE` and `SIGNET_CLIENT_KEY` hold the paths of PEM files.
 */
export function printSnippet(language: SnippetLanguage, request: SnippetRequest): string {
  const parts = snippetParts(request);
  requirePlainHeaders(parts);
  return printers[language](parts);
}

/** A header is of one line (RFC 9110 section 5.5); in all else that is printed, hidden characters are encoded. */
function requirePlainHeaders({ headers }: SnippetParts): void {
  for (const [name, value] of headers) {
    const text = 'text' in value ? `${name}${value.text}` : name;
    if (showHidden(text) === text) continue;
    throw new SignetError('invalid-input', `the header ${JSON.stringify(name)} has control characters`);
  }
}
