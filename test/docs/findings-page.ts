import { findingKinds, type Severity } from '../../shared/jwt/finding-kinds.ts';

const headings: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  info: 'Remarks',
};

const introduction = `# Findings

What Signet has to say about a token, while it is composed, decoded or verified. A finding carries its code, a
severity, the member's path, a message, the text that it comes from, and, where one press mends it, the fix as data.
The severity here is the usual one: what is repaired when a token is decoded counts as an error when it is verified, and
a server's rule that nobody has confirmed is no more than a remark.

This page is made from \`shared/jwt/finding-kinds.ts\` by \`npm run docs\`.
`;

/** docs/findings.md: every finding of the catalogue, by severity. */
export function findingsPage(): string {
  const kinds = Object.entries(findingKinds);
  const tables = (Object.keys(headings) as Severity[]).map((severity) => {
    const rows = kinds
      .filter(([, kind]) => kind.severity === severity)
      .map(([code, { meaning, remedy, reference }]) =>
        row([`\`${code}\``, meaning, remedy, reference || 'the server’s documentation']),
      );
    return [
      `## ${headings[severity]}`,
      '',
      row(['code', 'meaning', 'what to do', 'reference']),
      row(['---', '---', '---', '---']),
      ...rows,
      '',
    ].join('\n');
  });
  return [introduction, ...tables].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
