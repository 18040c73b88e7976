import { connect, type DetailedPeerCertificate } from 'node:tls';
import { inLines, layout, writeOut } from '../support/output.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure } from './keytool-error.ts';
import { printCertificate } from './print-certificate.ts';
import { text } from './read-arguments.ts';
import { readCertificates, readInput } from './read-certificates.ts';
import { rfcStyle } from './rfc-style.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { chainWeaknesses } from './weakness.ts';

/** `keytool -printcert`: the certificates of a file, of standard input or of a TLS server. */
export async function printCert(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const server = text(given.sslserver);
  if (given.jarfile !== undefined) throw failure('-jarfile is not supported here');
  const print = (der: Uint8Array) =>
    inLines(given.rfc === true ? rfcStyle('CERTIFICATE', der) : printCertificate(der));
  if (server !== undefined) {
    const chain = await fetchChain(server);
    for (const [i, der] of chain.entries()) {
      writeOut(
        given.rfc === true
          ? print(der)
          : layout`Certificate #${i}\n====================================\n${print(der)}\n`,
      );
    }
    warnings.add(...chainWeaknesses('The certificate', chain));
    return;
  }
  const certificates = readCertificates(await readInput(text(given.file)));
  if (certificates === undefined) throw failure('Failed to parse input');
  if (certificates.length === 0) throw failure('Empty input');
  const several = certificates.length > 1;
  for (const [i, der] of certificates.entries()) {
    const heading = several ? layout`Certificate[${i + 1}]:\n` : '';
    writeOut(layout`${i === 0 ? '' : layout`\n`}${heading}${print(der)}`);
  }
  warnings.add(...chainWeaknesses('The certificate', certificates));
}

const timeout = 15_000;

/** What the server presents, trusted or not: printing it is how one finds out. */
function fetchChain(server: string): Promise<Uint8Array[]> {
  const { hostname, port } = new URL(`https://${server}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const fail = () => {
      socket.destroy();
      reject(failure('No certificate from the SSL server'));
    };
    const socket = connect({
      host,
      port: Number(port || 443),
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    });
    socket.setTimeout(timeout, fail);
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      const chain: Uint8Array[] = [];
      let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
      while (next?.raw !== undefined && !chain.some((der) => Buffer.compare(der, next?.raw ?? der) === 0)) {
        chain.push(new Uint8Array(next.raw));
        next = next.issuerCertificate;
      }
      socket.destroy();
      resolve(chain);
    });
  });
}
