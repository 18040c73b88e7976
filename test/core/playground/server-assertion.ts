import { createHash, randomUUID } from 'node:crypto';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import type { JsonObject } from '../../../shared/jwt/json.ts';
import { resolvePreset } from '../../../shared/servers/resolve-preset.ts';
import type { Server } from '../../../shared/servers/server.ts';
import { examplesOf } from '../../shared/servers/composed-for.ts';
import type { Identity } from './certificates.ts';

/** Header and claims as a server's preset has them, for a client of the playground. */
export function goodAssertion(
  server: Server,
  client: PlaygroundRegistration,
  { certificate }: Identity,
  now: number,
): { header: JsonObject; claims: JsonObject } {
  const { header, claims } = resolvePreset(server, { now, freshId: randomUUID, values: examplesOf(server) });
  const hash = (algorithm: string) => createHash(algorithm).update(certificate).digest('base64url');
  const names = { x5t: hash('sha1'), 'x5t#S256': hash('sha256'), kid: 'the-key', x5c: [] };
  const derived = (server.preset.derive ?? []).map((name) => [name, names[name]] as const);
  const who =
    server.use === 'client-authentication'
      ? { iss: client.clientId, sub: client.clientId }
      : { iss: client.issuer, ...(claims.sub === undefined ? {} : { sub: client.subject ?? 'alice' }) };
  return {
    header: { ...header, ...Object.fromEntries(derived) },
    claims: { ...claims, ...who, aud: client.audience },
  };
}
