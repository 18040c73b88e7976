import type { Draft } from '../../shared/contract/workspace.ts';

/** A change of the whole draft that can be taken back, and the draft on its other side. */
export interface DraftStep {
  /** What the user did: `Okta chosen`. */
  readonly title: string;
  readonly draft: Draft;
}

/** The draft, what led to it, and what was taken back of that. Typing belongs to the draft it is done in. */
export interface DraftHistory {
  readonly draft: Draft;
  /** The latest last, each with the draft as it was before. */
  readonly past: readonly DraftStep[];
  /** The one to be done next last, each with the draft as it was after, typing included. */
  readonly future: readonly DraftStep[];
}

const maxSteps = 100;

export function startHistory(draft: Draft): DraftHistory {
  return { draft, past: [], future: [] };
}

/** The draft with something typed. */
export function edit(history: DraftHistory, change: (draft: Draft) => Draft): DraftHistory {
  const draft = change(history.draft);
  return draft === history.draft ? history : { ...history, draft };
}

/** A change that one undo takes back whole. */
export function replace(
  { draft, past }: DraftHistory,
  title: string,
  change: (draft: Draft) => Draft,
): DraftHistory {
  return { draft: change(draft), past: [...past, { title, draft }].slice(-maxSteps), future: [] };
}

/** Takes the last change back; what was typed since comes again with redo. */
export function undo(history: DraftHistory): DraftHistory {
  const { draft, past, future } = history;
  const step = past.at(-1);
  if (!step) return history;
  return {
    draft: step.draft,
    past: past.slice(0, -1),
    future: [...future, { title: step.title, draft }],
  };
}

/** Does again what was taken back last; what was typed since comes again with undo. */
export function redo(history: DraftHistory): DraftHistory {
  const { draft, past, future } = history;
  const step = future.at(-1);
  if (!step) return history;
  return {
    draft: step.draft,
    past: [...past, { title: step.title, draft }],
    future: future.slice(0, -1),
  };
}
