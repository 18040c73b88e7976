import { useCallback } from 'react';
import { sameJson } from '../../shared/base/same-json.ts';
import type { Draft, SavedDraft } from '../../shared/contract/workspace.ts';
import { useClient } from '../client/client-provider.tsx';
import { type Task, useTask } from '../client/use-task.ts';
import { useWorkspace } from './workspace.tsx';

export interface Drafts {
  readonly all: readonly SavedDraft[];
  /** The one that the composer shows a version of. */
  readonly current: SavedDraft | undefined;
  /** Whether the composer shows something else than what was saved. */
  readonly changed: boolean;
  readonly task: Task;
  /** Keeps what the composer shows under a name, in place of the draft that had it. */
  keep(name: string): Promise<boolean>;
  open(draft: SavedDraft): void;
  drop(name: string): Promise<boolean>;
}

/** The drafts kept under a name, and what can be done with them. */
export function useDrafts(): Drafts {
  const client = useClient();
  const { draft, setDraft, replaceDraft, drafts, setDrafts } = useWorkspace();
  const task = useTask();
  const { run } = task;
  const current = drafts.find((each) => each.name === draft.name);

  const keep = useCallback(
    async (name: string) => {
      const named = { ...draft, name };
      const kept = await run(() => client.workspace.keepDraft({ name, draft: named }));
      if (!kept) return false;
      setDrafts(kept);
      setDraft((before) => ({ ...before, name }));
      return true;
    },
    [client, run, draft, setDraft, setDrafts],
  );
  const drop = useCallback(
    async (name: string) => {
      const left = await run(() => client.workspace.dropDraft({ name }));
      if (left) setDrafts(left);
      return left !== undefined;
    },
    [client, run, setDrafts],
  );
  return {
    all: drafts,
    current,
    changed: current !== undefined && !sameJson(withoutName(current.draft), withoutName(draft)),
    task,
    keep,
    open: ({ name, draft: saved }) => replaceDraft(`${name} opened`, () => ({ ...saved, name })),
    drop,
  };
}

function withoutName({ name: _name, ...draft }: Draft): Draft {
  return draft;
}
