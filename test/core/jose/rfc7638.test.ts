import { expect, it } from 'vitest';
import { describeEntryKey } from '../../../core/keystore/describe-key-store.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { entriesOf, vectors } from './vectors.ts';

it('RFC 7638 section 3.1: the thumbprint of a key, whatever else its JWK holds', async () => {
  const { jwk, thumbprint } = vectors<{ jwk: JsonObject; thumbprint: string }>('rfc7638.json');
  const [entry] = await entriesOf(jwk);
  expect(entry && (await describeEntryKey(entry))?.thumbprint).toBe(thumbprint);
});
