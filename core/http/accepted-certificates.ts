import * as z from 'zod/mini';
import type { AcceptedCertificate } from '../../shared/contract/endpoint.ts';
import { requireUrl } from '../../shared/oauth/token-request.ts';
import type { DocumentStore } from '../home/document-store.ts';
import { portOf } from './open-connection.ts';

const member = 'certificates';
const stored = z.array(z.object({ server: z.string(), sha256: z.string(), accepted: z.string() }));

/** Certificates that the user accepted, each for one address and no other. */
export interface AcceptedCertificates {
  list(): readonly AcceptedCertificate[];
  /** The fingerprint accepted for the address of a URL. */
  find(url: string): string | undefined;
  /** In place of one that was accepted for the address before. @throws SignetError `endpoint-not-a-url` */
  accept(url: string, sha256: string): void;
  /** @param server `host:port` */
  forget(server: string): void;
}

export function createAcceptedCertificates(
  store: DocumentStore,
  now = () => new Date(),
): AcceptedCertificates {
  const list = (): readonly AcceptedCertificate[] => {
    const read = z.safeParse(stored, store.get(member));
    return read.success ? read.data : [];
  };
  const without = (server: string) => list().filter((each) => each.server !== server);
  return {
    list,
    find(url) {
      const server = addressOf(requireUrl(url));
      return list().find((each) => each.server === server)?.sha256;
    },
    accept(url, sha256) {
      const server = addressOf(requireUrl(url));
      const accepted = now().toISOString().replace(/\.\d+/, '');
      store.set(member, [...without(server), { server, sha256, accepted }]);
    },
    forget: (server) => store.set(member, without(server)),
  };
}

function addressOf(url: string): string {
  const parsed = new URL(url);
  return `${parsed.hostname}:${portOf(parsed)}`;
}
