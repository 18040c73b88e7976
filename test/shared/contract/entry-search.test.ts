import { expect, it } from 'vitest';
import { matchesSearch } from '../../../shared/contract/entry-search.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { rsaKey, sampleCertificate } from '../../fakes/sample-certificates.ts';

const certificate = sampleCertificate('gateway', {
  subject: 'CN=Gateway,O=Example',
  san: ['DNS:api.example'],
});
const entry: VaultEntry = {
  id: '1',
  name: 'production key',
  kind: 'key',
  key: rsaKey,
  chain: [certificate],
  algorithms: ['RS256'],
  created: '2026-11-01T12:00:00Z',
  tags: ['EU', 'payments'],
  note: 'renew in May',
};

it.each([
  '',
  '  ',
  'PRODUCTION',
  'key production',
  'eu renew',
  'o=example',
  'api.example',
  'rsa 2048',
  'rs256',
  certificate.sha256.slice(0, 11),
  certificate.sha256.slice(0, 11).replaceAll(':', ''),
  certificate.serial,
])('finds the entry by %j', (search) => {
  expect(matchesSearch(entry, search)).toBe(true);
});

it.each(['staging', 'production staging', 'us', '2026-11', 'ecdsa'])('does not find it by %j', (search) => {
  expect(matchesSearch(entry, search)).toBe(false);
});
