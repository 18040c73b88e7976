import type { Draft } from '../../../shared/contract/workspace.ts';
import type { Grant } from '../../../shared/oauth/token-request.ts';
import type { Choice } from '../../ui/select.tsx';

export const grantChoices: readonly Choice<Grant['type']>[] = [
  { value: 'jwt-bearer', label: 'JWT bearer: the assertion' },
  { value: 'client-credentials', label: 'Client credentials' },
  { value: 'refresh-token', label: 'Refresh token' },
  { value: 'token-exchange', label: 'Token exchange' },
  { value: 'on-behalf-of', label: 'On behalf of (Entra)' },
];

export const authChoices: readonly Choice<Draft['auth']['method']>[] = [
  { value: 'none', label: 'None: the grant is enough' },
  { value: 'basic', label: 'Basic: client_secret_basic' },
  { value: 'post', label: 'Form: client_secret_post' },
  { value: 'client_secret_jwt', label: 'JWT by secret: client_secret_jwt' },
  { value: 'private_key_jwt', label: 'JWT by key: private_key_jwt' },
  { value: 'mtls', label: 'TLS certificate: mutual TLS' },
];
