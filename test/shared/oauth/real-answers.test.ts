import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../shared/base/json.ts';
import { explainAnswer, type FailedRequest } from '../../../shared/oauth/explain-answer.ts';
import { readAnswer } from '../../../shared/oauth/read-answer.ts';
import type { Explanation } from '../../../shared/oauth/token-exchange.ts';
import { findServer, knownServers } from '../../../shared/servers/known-servers.ts';

/** Real answers of real servers, quoted, with the document or source they stand in: test/fixtures/answers. */
interface AnswerFile {
  readonly source: string;
  readonly server?: string;
  readonly endpoint?: string;
  readonly answers: readonly RealAnswer[];
}

interface RealAnswer {
  readonly status: number;
  readonly body: JsonValue;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What went wrong, by the names below; any of those that `|` joins. */
  readonly cause: string;
  /** The same where nothing says which server it is, and the words alone tell less. */
  readonly without?: string;
}

/** Words that an explanation of each cause has, whoever wrote it. */
const meanings: Readonly<Record<string, RegExp>> = {
  signature: /signature|key that signed|did not make|signed under/i,
  certificate: /certificate/i,
  'certificate-expired': /certificate.*expired|expired.*certificate|key used is expired/i,
  'no-key': /no (?:public )?key|has no .*key|could not fetch the registered JWKS|key.*register/i,
  'key-expired': /key.*expired/i,
  'key-not-fetched': /could not (?:fetch|get|load|reach)/i,
  malformed: /malformed|not a JWT|could not read the JWT|cut short|decode/i,
  expired: /exp(?:ired| has passed| is in the past)|outside its time|has passed|older than an hour/i,
  'too-long-lived': /exp is (?:further|more)|more than (?:\d+|an?|five|sixty|one) |too far/i,
  'wrong-exp': /\bexp\b/,
  'not-yet-valid': /not valid yet|nbf|yet to come/i,
  'issued-in-future': /iat is (?:in the future|later)|iat.*clock|iat is not/i,
  'issued-too-early': /iat is (?:too|older)|too far in the past|too old|iat is not now|older than/i,
  'wrong-iat': /\biat\b/,
  replayed: /used (?:before|already)|was used|sent before/i,
  'wrong-jti': /\bjti\b/,
  'missing-jti': /jti is missing/,
  'missing-iat': /iat is missing/,
  'missing-exp': /exp is missing/,
  'missing-iss': /iss(?:, | ).*missing|iss is missing/,
  'missing-sub': /sub(?:, | ).*missing|sub is missing/,
  'missing-aud': /aud(?:, | ).*missing|aud is missing/,
  'missing-claims': /iss, sub, exp or aud is missing/,
  'missing-kid': /kid is missing|kid.*(?:missing|without)/i,
  'missing-scope': /no scope|scope is missing|scope/i,
  'missing-grant_type': /grant_type is missing/,
  'missing-assertion': /assertion is missing/,
  'missing-client_assertion': /no client_assertion|client_assertion.*missing|brings no client/,
  'missing-client_secret': /no client secret|brings no client/,
  'wrong-aud': /\baud\b|audience/,
  'wrong-audience-parameter': /audience/,
  'wrong-iss': /\biss\b|issuer/,
  'wrong-sub': /\bsub\b/,
  'wrong-kid': /\bkid\b/,
  'wrong-alg': /\balg\b|algorithm/,
  'wrong-typ': /\btyp\b/,
  'wrong-x5t': /thumbprint|fingerprint/,
  x5c: /x5c/,
  'wrong-client_id': /client id|client_id|consumer key|iss is not the client/i,
  'unknown-client':
    /not know(?:n)?(?: this client)?|does not know this client|not known|does not exist|no such (?:client|app)|unknown/i,
  'client-disabled': /disabled|suspended|deleted/i,
  'client-install': /not installed/,
  'wrong-client_secret': /secret/i,
  'secret-expired': /secret has expired/,
  'client-authentication': /did not authenticate|client assertion|client.*refused/i,
  'auth-method': /method/i,
  'public-client': /public/,
  'client-assertion': /client assertion|client_assertion/,
  'wrong-client_assertion_type': /client_assertion_type/,
  'wrong-assertion': /assertion/i,
  'grant-not-allowed': /grant/i,
  'client-grant': /client grant|has not been granted/i,
  'not-permitted': /permi(?:t|ssion)|policy|forbid|refuses|not allowed|may not/i,
  'no-consent': /consent|approved/i,
  'unknown-user': /user|account/i,
  'user-locked': /locked|inactive|disabled/,
  'unknown-tenant': /tenant|realm/i,
  'wrong-scope': /scope/,
  'wrong-resource': /resource/,
  'address-blocked': /network|IP|policy/,
  'too-many-requests': /too many|too often/,
  'server-failed': /server.*failed|no server behind/i,
  endpoint: /address is not the token endpoint|nothing at this path|no route/i,
  'token-refused': /refuses? the|refused|does not say/i,
  'token-missing': /missing|without/i,
  dpop: /DPoP/,
  'dpop-nonce': /DPoP.*nonce/,
  'step-up': /signed in/,
  code: /code/,
  federation: /federated/,
  'federation-iss': /issuer/i,
  'federation-aud': /audience/i,
  'federation-sub': /subject/i,
  'federation-key': /key.*metadata|jwks/i,
  'federation-entra': /Entra/,
  'attribute-condition': /attribute condition/,
  'trust-policy': /trust policy/,
  delegation: /domain-wide delegation/,
  'client-enterprise': /enterprise/,
  'run-as-user': /run-as|runs as|user to run/i,
  snowflake: /upper case/,
  fingerprint: /fingerprint/,
  account: /account/,
  installation: /installation/i,
  agreement: /agreement/,
  'apns-environment': /environment/,
  'apns-topic': /topic/,
  'apple-secret': /client_secret/,
  'zoom-account': /account/,
  epic: /Epic/,
  servicenow: /ServiceNow|user|log/,
};

const folder = join(import.meta.dirname, '../../fixtures/answers');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as AnswerFile) }));
const all = files.flatMap(({ name, answers, ...file }) =>
  answers.map((answer, index) => ({
    ...file,
    answer,
    title: `${name} ${index + 1}: ${JSON.stringify(answer.body).slice(0, 160)}`,
  })),
);

async function first({ status, body, contentType = '', headers = {} }: RealAnswer, request: FailedRequest) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await readAnswer(text, contentType, status);
  const authenticate = headers['WWW-Authenticate'];
  return explainAnswer({ status, answer, body: text, authenticate }, request)[0];
}

function means(found: Explanation | undefined, cause: string): boolean {
  return cause.split('|').some((each) => meanings[each]?.test(found?.cause ?? '') === true);
}

it('names a meaning for every cause, and a source for every answer', () => {
  const causes = all.flatMap(({ answer }) => [
    ...answer.cause.split('|'),
    ...(answer.without ?? '').split('|'),
  ]);
  expect([...new Set(causes)].filter((each) => each !== '' && !(each in meanings))).toEqual([]);
  expect(files.filter(({ source }) => !/\d{4}-\d{2}-\d{2}$/.test(source)).map(({ name }) => name)).toEqual(
    [],
  );
  expect(all.length).toBeGreaterThanOrEqual(200);
});

describe('with the server chosen, the first cause is the true one', () => {
  const rows = all.filter(({ server }) => server !== undefined);
  it.each(rows.map((row) => [row.title, row] as const))('%s', async (_, { answer, server = '' }) => {
    const found = await first(answer, { server: findServer(server) });
    expect(means(found, answer.cause), `${found?.basis}: ${found?.cause}`).toBe(true);
  });
});

describe('with the server recognised by its host', () => {
  const rows = all.filter(({ endpoint }) => endpoint !== undefined);
  it.each(rows.map((row) => [row.title, row] as const))('%s', async (_, { answer, endpoint }) => {
    const found = await first(answer, { endpoint });
    expect(means(found, answer.cause), `${found?.basis}: ${found?.cause}`).toBe(true);
  });
});

it('with neither, in nine of ten', async () => {
  const wrong: string[] = [];
  for (const { answer, title } of all) {
    const found = await first(answer, {});
    if (!means(found, answer.without ?? answer.cause))
      wrong.push(`${title}\n   ${found?.basis}: ${found?.cause}`);
  }
  console.info(`${all.length - wrong.length} of ${all.length} without a server`);
  expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(all.length / 10);
});

it.each(
  knownServers.flatMap((server) =>
    server.errors.flatMap((known) =>
      known.says === undefined ? [] : [[server.name, known.says, known] as const],
    ),
  ),
)('%s is understood in its own words: %s', async (name, says, known) => {
  const body = { error: known.error ?? 'invalid_grant', error_description: says };
  const found = await first({ status: known.status ?? 400, body, cause: '' }, { server: findServer(name) });
  expect(found).toMatchObject({ cause: known.cause, basis: 'server-known' });
});

it('keeps another vendor’s advice out where the server is chosen or recognised', async () => {
  const foreign: string[] = [];
  for (const { answer, server, endpoint, title } of all) {
    if (server === undefined) continue;
    const isRecognised = knownServers.some((each) =>
      each.marks?.endpoint?.some((mark) => endpoint?.includes(mark)),
    );
    for (const request of [{ server: findServer(server) }, ...(isRecognised ? [{ endpoint }] : [])]) {
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      const read = await readAnswer(text, answer.contentType, answer.status);
      const own = new Set(
        knownServers
          .filter(
            ({ name, family }) =>
              name === server || (family !== undefined && family === findServer(server).family),
          )
          .flatMap(({ errors }) => errors.map(({ cause }) => cause)),
      );
      const found = explainAnswer({ status: answer.status, answer: read, body: text }, request);
      foreign.push(
        ...found
          .filter(({ basis, cause }) => basis === 'server-known' && !own.has(cause))
          .map(({ cause }) => `${title}: ${cause}`),
      );
    }
  }
  expect(foreign).toEqual([]);
});
