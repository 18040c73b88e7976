import { describe, expect, it } from 'vitest';
import { mendDraft } from '../../../renderer/state/mend-draft.ts';
import { firstDraft } from '../../../renderer/state/start-draft.ts';
import { deriveFix, removeFix, setFix } from '../../../shared/jwt/fix.ts';

const draft = {
  ...firstDraft(),
  header: '{"alg":"RS256", "x5t":"typed"}',
  claims: '{"iss":"a",\n "exp":"+1h"}',
};

describe('mendDraft', () => {
  it('sets and removes members, and leaves all else as it was typed', () => {
    expect(mendDraft(draft, setFix('claims.exp', '+5m')).claims).toBe('{"iss":"a",\n "exp":"+5m"}');
    expect(mendDraft(draft, setFix('header.typ', 'JWT')).header).toBe(
      '{"alg":"RS256", "x5t":"typed", "typ":"JWT"}',
    );
    expect(mendDraft(draft, removeFix('claims.exp')).claims).toBe('{"iss":"a"}');
  });

  it('takes all after the first dot for the name', () =>
    expect(mendDraft(draft, setFix('claims.https://box.example/id', 1)).claims).toContain(
      '"https://box.example/id":1',
    ));

  it('has a parameter filled in from the key, in place of the one that was typed', () => {
    const mended = mendDraft(draft, deriveFix('x5t'));
    expect(mended).toMatchObject({ add: ['x5t'], header: '{"alg":"RS256"}' });
    expect(mendDraft(mended, deriveFix('x5t')).add).toEqual(['x5t']);
    expect(mendDraft(mended, setFix('header.x5t', 'y'))).toMatchObject({
      add: [],
      header: '{"alg":"RS256","x5t":"y"}',
    });
  });
});
