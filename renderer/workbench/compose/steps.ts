import type { Step } from '../../../shared/contract/jose.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { assertionUse, named } from '../../../shared/oauth/build-request.ts';
import { encodeForm, formMembers, type Grant } from '../../../shared/oauth/token-request.ts';

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

const hidden = '***';

/** The body that will be posted, with this draft's own parameters. What the window does not know, a secret or a proof made by it, is `***`. */
export function formBody(draft: Draft, assertion: string): string {
  const { grant = 'jwt-bearer', auth } = draft;
  const { method, clientId } = auth;
  const clientAssertion = assertionUse(draft) === 'client' ? assertion : hidden;
  return encodeForm(
    formMembers({
      grant: shownGrants(assertion)[grant],
      auth:
        method === 'none' || method === 'mtls'
          ? { method, clientId }
          : method === 'basic' || method === 'post'
            ? { method, clientId, clientSecret: hidden }
            : { method, clientId, clientAssertion },
      params: named(draft.params),
    }),
  );
}

function shownGrants(assertion: string): Readonly<Record<Grant['type'], Grant>> {
  return {
    'jwt-bearer': { type: 'jwt-bearer', assertion },
    'client-credentials': { type: 'client-credentials' },
    'refresh-token': { type: 'refresh-token', refreshToken: hidden },
    'token-exchange': { type: 'token-exchange', subjectToken: hidden },
    'on-behalf-of': { type: 'on-behalf-of', assertion: hidden },
  };
}
