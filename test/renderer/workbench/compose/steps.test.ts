import { expect, it } from 'vitest';
import { firstDraft } from '../../../../renderer/state/start-draft.ts';
import { formBody } from '../../../../renderer/workbench/compose/steps.ts';

it('the form body carries the draft’s own parameters', () => {
  const draft = {
    ...firstDraft(),
    params: [
      ['format', 'xml'],
      ['', 'x'],
    ] as [string, string][],
  };
  expect(formBody(draft, 'a.b.c')).toBe(
    'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b.c&format=xml',
  );
});

it('the form body shows stars for a client secret, which the window does not know', () => {
  const draft = { ...firstDraft(), auth: { method: 'post' as const, clientId: 'me', secret: 'entry-1' } };
  expect(formBody(draft, 'a.b.c')).toMatch(/&client_id=me&client_secret=\*\*\*$/);
});
