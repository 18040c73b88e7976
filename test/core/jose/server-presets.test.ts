import { compactVerify } from 'jose';
import { expect, it } from 'vitest';
import { algorithmsForKey } from '../../../shared/jwt/algorithms.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { checkAgainstServer } from '../../../shared/servers/check-against-server.ts';
import { knownServers } from '../../../shared/servers/known-servers.ts';
import { composedFor, now } from '../../shared/servers/composed-for.ts';
import { keyFor, makeKey } from './keys.ts';
import { signToken } from './sign-json.ts';

const withJwt = knownServers.filter(({ use }) => use !== 'none');

it.each(withJwt.map((server) => [server.name, server] as const))(
  '%s: a token signed from its preset passes its own rules',
  async (_, server) => {
    const { header, claims } = composedFor(server);
    const { signing, verification } = makeKey(keyFor[String(header.alg)] ?? '');
    expect(algorithmsForKey(signing.description)).toContain(header.alg);
    const { token, findings } = await signToken(signing, header, claims);
    expect(findings).toEqual([]);
    // jose agrees with the signature, and the token holds what was composed.
    await compactVerify(token, verification.key);
    const decoded = decodeToken(token, now);
    expect(decoded.findings).toEqual([]);
    const circumstances = { key: signing.description, endpoint: server.preset.endpoint };
    expect(
      checkAgainstServer(server, decoded.header ?? {}, decoded.claims ?? {}, now, circumstances),
    ).toEqual([]);
  },
);
