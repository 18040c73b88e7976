import { expect, it } from 'vitest';
import { fillDraft, unfilledIn } from '../../../renderer/state/fill-draft.ts';
import { draftFor } from '../../../renderer/state/start-draft.ts';
import { box } from '../../../shared/servers/box.ts';

it('fillDraft puts a value wherever its name stands, and leaves the others to be filled in', () => {
  const draft = { ...draftFor(box), endpoint: 'https://{enterprise_id}.example/token' };
  expect(unfilledIn(draft, box)).toEqual(['client_id', 'enterprise_id', 'public_key_id']);
  const filled = fillDraft(draft, { client_id: 'a "quoted" id', enterprise_id: '801234' });
  expect(JSON.parse(filled.claims)).toMatchObject({ iss: 'a "quoted" id', sub: '801234', jti: '{uuid}' });
  expect(filled.endpoint).toBe('https://801234.example/token');
  expect(unfilledIn(filled, box)).toEqual(['public_key_id']);
});
