import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { authenticateBy } from '../../../core/oauth/credentials.ts';
import { makeDpopKey } from '../../../core/oauth/dpop.ts';
import { type SendOptions, sendTokenRequest } from '../../../core/oauth/send-token-request.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';

/** What one attempt came to, in words that must be the same whatever the runtime. */
export interface Outcome {
  readonly ok?: boolean;
  readonly trust?: string | undefined;
  readonly tokenType?: string;
  readonly code?: string;
  readonly message?: string;
  readonly step?: unknown;
}

export interface Attempt {
  readonly endpoint: string;
  readonly options?: Pick<SendOptions, 'insecure' | 'ca'>;
  /** PEM of a key and its certificate, for mutual TLS. */
  readonly identity?: string;
  readonly clientId?: string;
  readonly dpop?: boolean;
}

/** Tries each and prints what came of it: run by plain Node and by Electron. */
const attempts = JSON.parse(process.argv[2] ?? '{}') as Record<string, Attempt>;
const outcomes: Record<string, Outcome> = {};
for (const [name, attempt] of Object.entries(attempts)) outcomes[name] = await outcomeOf(attempt);
process.stdout.write(JSON.stringify(outcomes));

async function outcomeOf({
  endpoint,
  options = {},
  identity,
  clientId = 'c',
  dpop,
}: Attempt): Promise<Outcome> {
  const [key] = identity ? (await readKeyStore(new TextEncoder().encode(identity), {})).entries : [];
  const proof = authenticateBy(key ? { method: 'mtls', clientId, key } : { method: 'none', clientId }, {
    endpoint,
  });
  try {
    const { ok, tls, tokens } = await sendTokenRequest(
      { endpoint, auth: proof.auth, grant: { type: 'client-credentials' } },
      {
        timeoutSeconds: 20,
        ...options,
        ...(proof.identity ? { identity: proof.identity } : {}),
        ...(dpop ? { dpop: makeDpopKey() } : {}),
      },
    );
    return { ok, trust: tls?.trust, tokenType: String(tokens.token_type) };
  } catch (error) {
    if (!(error instanceof SignetError)) throw error;
    return { code: error.code, message: error.message, step: error.details?.step };
  }
}
