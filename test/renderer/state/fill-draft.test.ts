import { describe, expect, it } from 'vitest';
import { fillDraft, leftToFillIn, unfilledIn } from '../../../renderer/state/fill-draft.ts';
import { draftFor } from '../../../renderer/state/start-draft.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { box } from '../../../shared/servers/box.ts';
import { okta } from '../../../shared/servers/okta.ts';

it('fillDraft puts a value wherever its name stands, and leaves the others to be filled in', () => {
  const draft = { ...draftFor(box), endpoint: 'https://{enterprise_id}.example/token' };
  expect(unfilledIn(draft, box)).toEqual(['client_id', 'enterprise_id', 'public_key_id']);
  const filled = fillDraft(draft, { client_id: 'a "quoted" id', enterprise_id: '801234' });
  expect(JSON.parse(filled.claims)).toMatchObject({ iss: 'a "quoted" id', sub: '801234', jti: '{uuid}' });
  expect(filled.endpoint).toBe('https://801234.example/token');
  expect(unfilledIn(filled, box)).toEqual(['public_key_id']);
});

describe('leftToFillIn', () => {
  const filled: Draft = {
    ...draftFor(okta),
    claims: '{"iss":"me","sub":"me","aud":"https://a.okta.com"}',
    endpoint: 'https://a.okta.com/oauth2/v1/token',
  };
  it.each<[string, Partial<Draft>, readonly string[]]>([
    ['nothing', {}, []],
    ['all that the preset has', draftFor(okta), ['client_id', 'domain']],
    ['one claim', { claims: '{"iss":"{client_id}","sub":"me"}' }, ['client_id']],
    ['the endpoint', { endpoint: 'https://{domain}/oauth2/v1/token' }, ['domain']],
    ['nothing where the preset has it elsewhere', { claims: '{"nonce":"{client_id}","x":"{y}"}' }, []],
    ['nothing of another’s in the endpoint', { endpoint: 'https://a.okta.com/{client_id}' }, []],
    ['nothing that is filled in at signing', { claims: '{"jti":"{uuid}"}' }, []],
    [
      'no claim where nothing is signed',
      { claims: '{"iss":"{client_id}"}', auth: { method: 'basic', clientId: 'me' } },
      [],
    ],
  ])('%s', (_, change, expected) => expect(leftToFillIn({ ...filled, ...change }, okta)).toEqual(expected));
});
