import type { ExportedFile } from '../../shared/contract/certificate.ts';
import type { ExportFormat } from '../../shared/servers/server.ts';

export interface ServerCommand {
  readonly host: string;
  readonly port: number;
  readonly format: ExportFormat;
  readonly chain: boolean;
  /** The name of the file that is made. */
  readonly out: string;
}

/** What comes after `openssl s_client` to make a format of the server's first certificate. */
const fromConnection: Readonly<Partial<Record<ExportFormat, (out: string) => string>>> = {
  pem: (out) => ` | openssl x509 -out ${out}`,
  der: (out) => ` | openssl x509 -outform DER -out ${out}`,
  spki: (out) => ` | openssl x509 -pubkey -noout > ${out}`,
  base64: (out) => ` | openssl x509 -outform DER | openssl base64 -A > ${out}`,
};

/** The command lines that fetch the same file from the same server, quoted for a POSIX shell. */
export function serverCommands({ host, port, format, chain, out }: ServerCommand): ExportedFile['commands'] {
  const place = quote(`${host.includes(':') ? `[${host}]` : host}:${port}`);
  const name = /^[\d.]+$|:/.test(host) ? '' : ` -servername ${quote(host)}`;
  const connect = `openssl s_client -connect ${place}${name}`;
  const convert = fromConnection[format];
  if (chain && format === 'pem') {
    return [
      { tool: 'keytool', line: `keytool -printcert -rfc -sslserver ${place} > ${quote(out)}` },
      { tool: 'openssl', line: `${connect} -showcerts </dev/null > ${quote(out)}` },
    ];
  }
  return convert === undefined
    ? []
    : [{ tool: 'openssl', line: `${connect} </dev/null${convert(quote(out))}` }];
}

function quote(word: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
