import { describe, expect, it } from 'vitest';
import { createWorkspaceService } from '../../../core/services/workspace-service.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { type Draft, maxSavedDrafts } from '../../../shared/contract/workspace.ts';

const draft: Draft = {
  header: '{"alg":"RS256"}',
  claims: '{"iss":"a"}',
  add: ['x5t#S256'],
  endpoint: '',
  auth: { method: 'none', clientId: '' },
  query: [],
  params: [],
  insecure: false,
};
const context = { signal: new AbortController().signal };

function start(file: Record<string, unknown> = {}) {
  const store = {
    get: (key: string) => file[key],
    set: (key: string, value: unknown) => {
      file[key] = value;
    },
  };
  return { file, service: createWorkspaceService(store, { now: () => 1_795_000_000 }) };
}

describe('the workspace', () => {
  it('starts empty, and keeps the work in progress with what is filled into its header', async () => {
    const { service } = start();
    expect(await service.load({}, context)).toEqual({
      draft: null,
      drafts: [],
      settings: { theme: 'system' },
    });
    await service.saveDraft({ draft }, context);
    expect((await service.load({}, context)).draft).toEqual(draft);
  });

  it('keeps drafts by name, the newest in place of the one before, and drops them', async () => {
    const { service } = start();
    await service.keepDraft({ name: 'b', draft }, context);
    await service.keepDraft({ name: 'a', draft }, context);
    const kept = await service.keepDraft({ name: 'b', draft: { ...draft, claims: '{}' } }, context);
    expect(kept.map(({ name, saved }) => [name, saved])).toEqual([
      ['a', '2026-11-18T11:06:40Z'],
      ['b', '2026-11-18T11:06:40Z'],
    ]);
    expect(kept[1]?.draft.claims).toBe('{}');
    expect(await service.dropDraft({ name: 'a' }, context)).toHaveLength(1);
    expect((await service.load({}, context)).drafts).toHaveLength(1);
  });

  it('leaves what it cannot read in the file, and passes it over', async () => {
    const stranger = { name: 'from a newer Signet', draft: { auth: 'unheard of' } };
    const { file, service } = start({ drafts: [stranger, null], draft: 7, settings: { theme: 'pink' } });
    expect(await service.load({}, context)).toEqual({
      draft: null,
      drafts: [],
      settings: { theme: 'system' },
    });
    expect(await service.keepDraft({ name: 'a', draft }, context)).toHaveLength(1);
    expect(file.drafts).toEqual([stranger, null, expect.objectContaining({ name: 'a' })]);
  });

  it('takes no more than its bound', async () => {
    const { service } = start();
    for (let count = 0; count < maxSavedDrafts; count += 1) {
      await service.keepDraft({ name: `draft ${count}`, draft }, context);
    }
    await expect(service.keepDraft({ name: 'draft 0', draft }, context)).resolves.toHaveLength(
      maxSavedDrafts,
    );
    const refused = await service.keepDraft({ name: 'one more', draft }, context).catch((error) => error);
    expect(refused).toBeInstanceOf(SignetError);
    expect(refused.code).toBe('too-many-drafts');
  });
});
