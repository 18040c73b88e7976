import { isJsonObject } from '../../../shared/base/json.ts';
import type { Finding } from '../../../shared/jwt/finding.ts';
import { type Circumstances, checkAgainstServer } from '../../../shared/servers/check-against-server.ts';
import type { Server } from '../../../shared/servers/server.ts';
import type { LiveToken } from '../../state/signing.tsx';

/** The signer's findings and those of the server's rules, as of the time of signing: they hold still while it is read. */
export function findingsFor(
  live: LiveToken,
  server: Server | undefined,
  circumstances: Circumstances = {},
): Finding[] {
  const { header, claims, findings } = live.signed;
  const serverFindings =
    server && isJsonObject(claims) ? checkAgainstServer(server, header, claims, live.at, circumstances) : [];
  const all = [...findings, ...serverFindings];
  const seen = new Set<string>();
  return all.filter((finding) => {
    const key = `${finding.code} ${finding.path}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
