import type { PlaygroundStatus } from '../../shared/contract/playground.ts';
import type { Fact } from '../ui/facts.tsx';

/** Where the playground can be reached. */
export function addressFacts(status: PlaygroundStatus): Fact[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Address', status.url],
    ['Over TLS', status.tlsUrl],
    ['Resource', status.resource],
    ['Introspection', status.introspectionEndpoint],
    ['Key set (JWKS)', status.jwksUri],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, copy: value, mono: true }],
  );
}
