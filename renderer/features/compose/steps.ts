import type { Step } from '../../../shared/contract/jose.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { encodeForm, formMembers } from '../../../shared/oauth/token-request.ts';

export const stepTitles: Readonly<Record<Step['name'], { readonly title: string; readonly how: string }>> = {
  'header-json': { title: 'Header', how: 'JSON, without white space' },
  'header-base64url': { title: 'Encoded header', how: 'base64url of 1' },
  'claims-json': { title: 'Claims', how: 'JSON, times in seconds' },
  'claims-base64url': { title: 'Encoded claims', how: 'base64url of 3' },
  'signing-input': { title: 'Signing input', how: '2 and 4 with a dot between' },
  signature: { title: 'Signature', how: 'base64url of the signature of 5' },
  token: { title: 'Assertion', how: '5 and 6 with a dot between' },
  'form-body': { title: 'Form body', how: 'what is posted' },
};

const hiddenSecret = '***';

/** The body that will be posted, with this draft's own parameters. A client secret, which the window does not know, is `***`. */
export function formBody(draft: Draft, assertion: string): string {
  const { method, clientId } = draft.auth;
  return encodeForm(
    formMembers({
      grant: { type: 'jwt-bearer', assertion },
      auth: method === 'none' ? { method, clientId } : { method, clientId, clientSecret: hiddenSecret },
      params: draft.params.filter(([name]) => name !== ''),
    }),
  );
}
