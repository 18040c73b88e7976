import type { contract } from '../../../shared/contract/contract.ts';
import type { InputOf } from '../../../shared/contract/method.ts';

type Input = InputOf<(typeof contract)['endpoint']['callResource']>;

/** A call to a protected resource with an access token. */
export type ResourceCall = Pick<Input, 'url' | 'method' | 'accessToken' | 'headers' | 'body'>;
export const resourceMethods = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
] as const satisfies readonly ResourceCall['method'][];
