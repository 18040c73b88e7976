import type { Step } from '../../shared/contract/jose.ts';
import { redacted } from '../../shared/oauth/redact.ts';
import type { TokenExchange } from '../../shared/oauth/token-exchange.ts';
import type { ClientAuth, TokenRequest } from '../../shared/oauth/token-request.ts';
import { describeCertificate } from '../certificate/describe-certificate.ts';
import { exportCertificate } from '../certificate/export-certificate.ts';
import { selfSign } from '../certificate/self-sign.ts';
import { composeAssertion } from '../jose/compose-assertion.ts';
import { signingKeyOf } from '../jose/entry-keys.ts';
import { generateKey } from '../key/generate-key.ts';
import type { StoreEntry } from '../key/key-store.ts';
import { introspectToken, sendTokenRequest } from '../oauth/send-token-request.ts';
import { createPlayground } from '../playground/playground.ts';
import { makeTlsIdentity } from '../playground/tls-identity.ts';
import { runStandardFlow } from './standard-flow.ts';
import type { TellStep, TourStep } from './tour-step.ts';

/**
 * Walks through both flows against a playground of its own: key, certificate, registration, assertion, token, refresh;
 * then a client by the standards alone.
 * Nothing of it is kept.
 * @param onStep called with each step as it has happened
 * @returns whether every access token introspected as active
 */
export async function takeTour(onStep: (step: TourStep) => void): Promise<boolean> {
  const playground = createPlayground({ makeTlsIdentity });
  const { url = '', tlsUrl = '', introspectionEndpoint = '' } = await playground.start();
  try {
    const tell =
      (flow: TourStep['flow']): TellStep =>
      (name, title, values) =>
        onStep({ flow, name, title, values });
    const setUp = tell('set-up');
    setUp('playground', 'an authorization server starts on this machine', {
      url,
      tlsUrl,
      introspectionEndpoint,
    });
    const { entry, certificate } = await makeKey();
    const { description: key } = await signingKeyOf(entry);
    setUp('key', 'a key pair is made; its private half stays here', { ...key });
    const { pem: _pem, ...description } = await describeCertificate(certificate);
    setUp('certificate', 'the certificate is what the server gets to know', { ...description });
    const { filename, text } = await exportCertificate(entry, { format: 'pem' });
    setUp('export', 'the certificate as a file, in the form a server registers', { filename, text });

    const gateway = await playground.register({ kind: 'gateway', certificate });
    const gatewayActive = await runFlow(tell('gateway'), {
      registration: { ...gateway },
      entry,
      claims: { iss: gateway.issuer, aud: gateway.audience, exp: '+5m', iat: 'now' },
      request: { endpoint: gateway.endpoint, auth: { method: 'none' }, params: [['format', 'json']] },
      // The gateway's client has no secret: it is known by its id.
      refreshAuth: { method: 'none', clientId: gateway.clientId },
      introspectionEndpoint,
    });

    const { clientSecret = '', ...manager } = await playground.register({ kind: 'api-manager', certificate });
    const auth = { method: 'basic', clientId: manager.clientId, clientSecret } as const;
    const managerActive = await runFlow(tell('api-manager'), {
      registration: { ...manager, clientSecret: redacted },
      entry,
      claims: {
        iss: manager.issuer,
        sub: manager.subject ?? 'admin',
        aud: [manager.audience],
        exp: '+15m',
        iat: 'now',
        jti: '{uuid}',
      },
      request: {
        endpoint: manager.endpoint.replace(url, tlsUrl),
        auth,
        query: [['tenantDomain', 'carbon.super']],
        insecure: true,
      },
      refreshAuth: auth,
      introspectionEndpoint,
    });
    const standardActive = await runStandardFlow(tell('standard'), playground, entry, certificate);
    return gatewayActive && managerActive && standardActive;
  } finally {
    await playground.stop();
  }
}

interface Flow {
  readonly registration: TourStep['values'];
  readonly entry: StoreEntry;
  /** Times as expressions. */
  readonly claims: Readonly<Record<string, string | readonly string[]>>;
  readonly request: Omit<TokenRequest, 'grant'>;
  readonly refreshAuth: ClientAuth;
  readonly introspectionEndpoint: string;
}

async function runFlow(
  tell: TellStep,
  { registration, entry, claims, request, refreshAuth, introspectionEndpoint }: Flow,
): Promise<boolean> {
  tell('register', 'the certificate is registered, and a client made for it', registration);
  const { steps } = await composeAssertion(
    { header: '{"alg":"RS256"}', claims: JSON.stringify(claims) },
    entry,
  );
  for (const step of steps) tell(step.name, stepTitles[step.name], { value: step.value });
  const assertion = steps.find((step) => step.name === 'token')?.value ?? '';

  const granted = await sendTokenRequest({ ...request, grant: { type: 'jwt-bearer', assertion } });
  tell('token-request', 'the assertion is sent, and a token comes back', answerOf(granted));
  const refreshToken = String(granted.tokens.refresh_token ?? '');
  const refreshed = await sendTokenRequest({
    ...request,
    auth: refreshAuth,
    grant: { type: 'refresh-token', refreshToken },
  });
  tell('refresh', 'the refresh token is exchanged for a new access token', answerOf(refreshed));

  const accessToken = String(refreshed.tokens.access_token ?? '');
  const introspected = await introspectToken({
    endpoint: introspectionEndpoint,
    token: accessToken,
    auth: refreshAuth,
  });
  tell('introspect', 'the server is asked about the access token', {
    status: introspected.status,
    ...introspected.tokens,
  });
  return introspected.tokens.active === true;
}

const stepTitles: Readonly<Record<Step['name'], string>> = {
  'header-json': 'the header says how the token is signed',
  'header-base64url': 'the header, base64url',
  'claims-json': 'the claims say who, for whom, and until when',
  'claims-base64url': 'the claims, base64url',
  'signing-input': 'both, with a dot between: what is signed',
  signature: 'the signature, base64url',
  token: 'the assertion: signing input, dot, signature',
  'form-body': 'the body that is sent',
};

function answerOf({ ok, url, status, format, tokens, error }: TokenExchange): TourStep['values'] {
  return { request: `POST ${url}`, ok, status, format, ...tokens, ...error };
}

async function makeKey(): Promise<{ entry: StoreEntry; certificate: Uint8Array }> {
  const made = await generateKey({ type: 'rsa' });
  if ('secret' in made) throw new Error('an RSA key has no secret');
  const certificate = await selfSign({ privateKey: made.privateKey, subject: 'CN=Signet tour', days: 30 });
  const entry: StoreEntry = { alias: 'tour', kind: 'key', chain: [certificate], privateKey: made.privateKey };
  return { entry, certificate };
}
