import { describe, expect, it } from 'vitest';
import {
  encryptionChoices,
  keyManagementChoices,
} from '../../../../renderer/workbench/compose/encryption-choices.ts';
import type { AlgorithmSupport } from '../../../../shared/contract/jose.ts';

const algorithm = (name: string, use: AlgorithmSupport['use'], supported = true): AlgorithmSupport => ({
  name,
  use,
  supported,
  key: '',
  reference: '',
});
const all = [
  algorithm('RS256', 'signature'),
  algorithm('RSA-OAEP-256', 'key-management'),
  algorithm('RSA-OAEP', 'key-management', false),
  algorithm('ECDH-ES', 'key-management'),
  algorithm('dir', 'key-management'),
  algorithm('A128GCM', 'content-encryption'),
  algorithm('A256GCM', 'content-encryption'),
];

describe('what can be chosen to encrypt with', () => {
  it('is what works here and goes with the key', () => {
    expect(keyManagementChoices(all, 'vault', { type: 'RSA', bits: 2048 }, 'A256GCM')).toEqual([
      'RSA-OAEP-256',
    ]);
    expect(keyManagementChoices(all, 'vault', { type: 'EC', curve: 'P-256' }, 'A256GCM')).toEqual([
      'ECDH-ES',
    ]);
    expect(keyManagementChoices(all, 'vault', { type: 'oct', bits: 256 }, 'A256GCM')).toEqual(['dir']);
    expect(keyManagementChoices(all, 'vault', { type: 'oct', bits: 256 }, 'A128GCM')).toEqual([]);
  });

  it('is all that might, where the key is not known yet', () => {
    expect(keyManagementChoices(all, 'text', undefined, 'A256GCM')).toEqual(['RSA-OAEP-256', 'ECDH-ES']);
    expect(keyManagementChoices(all, 'secret', undefined, 'A256GCM')).toEqual(['dir']);
  });

  it('puts the usual content encryption first', () =>
    expect(encryptionChoices(all)).toEqual(['A256GCM', 'A128GCM']));
});
