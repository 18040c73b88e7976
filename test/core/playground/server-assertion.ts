import { createHash, randomUUID } from 'node:crypto';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { resolvePreset } from '../../../shared/servers/resolve-preset.ts';
import type { Server } from '../../../shared/servers/server.ts';
import type { Identity } from './certificates.ts';

/** Header and claims as a server's preset has them, for a client of the playground. */
export function goodAssertion(
  server: Server,
  client: PlaygroundRegistration,
  { certificate }: Identity,
  now: number,
): { header: JsonObject; claims: JsonObject } {
  const examples = Object.entries(server.placeholders).map(([name, { example }]) => [name, example]);
  const preset = resolvePreset(server, {
    now,
    freshId: randomUUID,
    values: Object.fromEntries(examples),
  });
  const hash = (algorithm: string) => createHash(algorithm).update(certificate).digest('base64url');
  const names = { x5t: hash('sha1'), 'x5t#S256': hash('sha256'), kid: 'the-key' };
  const derived = (server.preset.derive ?? []).filter((name) => name in names);
  const who =
    server.use === 'client-authentication'
      ? { iss: client.clientId, sub: client.clientId }
      : { iss: client.issuer, ...(preset.claims.sub === undefined ? {} : { sub: client.subject ?? '' }) };
  return {
    header: {
      ...preset.header,
      ...Object.fromEntries(derived.map((name) => [name, names[name as keyof typeof names]])),
    },
    claims: { ...preset.claims, ...who, aud: client.audience },
  };
}
