import { createHash, randomUUID } from 'node:crypto';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import type { JsonObject } from '../../../shared/jwt/json.ts';
import { resolveTime } from '../../../shared/jwt/time-expression.ts';
import type { Server } from '../../../shared/servers/server.ts';
import type { Identity } from './certificates.ts';

/** Header and claims as a server's preset has them, for a client of the playground. */
export function goodAssertion(
  server: Server,
  client: PlaygroundRegistration,
  { certificate }: Identity,
  now: number,
): { header: JsonObject; claims: JsonObject } {
  const fill = (value: JsonObject[string]): JsonObject[string] =>
    typeof value === 'string' ? value.replace('{uuid}', randomUUID()) : value;
  const header = Object.fromEntries(
    Object.entries(server.preset.header).map(([name, value]) => [name, fill(value)]),
  );
  const claims = Object.fromEntries(
    Object.entries(server.preset.claims).map(([name, value]) => {
      const isTime = ['exp', 'iat', 'nbf'].includes(name) && typeof value === 'string';
      return [name, (isTime ? resolveTime(String(value), now) : undefined) ?? fill(value)];
    }),
  );
  const hash = (algorithm: string) => createHash(algorithm).update(certificate).digest('base64url');
  const names = { x5t: hash('sha1'), 'x5t#S256': hash('sha256'), kid: 'the-key' };
  for (const name of server.rules.requiredHeader) {
    if (name in names) Object.assign(header, { [name]: names[name as keyof typeof names] });
  }
  const who =
    server.use === 'client-authentication'
      ? { iss: client.clientId, sub: client.clientId }
      : { iss: client.issuer, ...(claims.sub === undefined ? {} : { sub: client.subject ?? 'alice' }) };
  return { header, claims: { ...claims, ...who, aud: client.audience } };
}
