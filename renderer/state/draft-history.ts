import type { Draft } from '../../shared/contract/workspace.ts';

/** One state of work between two changes of the whole draft; typing belongs to it. */
export interface DraftState {
  readonly id: number;
  readonly draft: Draft;
}

/** A change of the whole draft that can be taken back, and the state on its other side. */
export interface DraftStep extends DraftState {
  /** What the user did: `Okta chosen`. */
  readonly title: string;
}

/** The draft, what led to it, and what was taken back of that. */
export interface DraftHistory extends DraftState {
  /** The latest last, each with the state before it. */
  readonly past: readonly DraftStep[];
  /** The one to be done next last, each with the state after it. */
  readonly future: readonly DraftStep[];
  /** How many states there have been. */
  readonly count: number;
}

const maxSteps = 100;

export function startHistory(draft: Draft): DraftHistory {
  return { id: 1, draft, past: [], future: [], count: 1 };
}

/** Something typed into a state; into the present one if it is not said which. */
export function edit(
  history: DraftHistory,
  change: (draft: Draft) => Draft,
  id: number = history.id,
): DraftHistory {
  const changed = <State extends DraftState>(state: State): State =>
    state.id === id ? { ...state, draft: change(state.draft) } : state;
  const next = changed(history);
  if (id === history.id) return next.draft === history.draft ? history : next;
  return { ...history, past: history.past.map(changed), future: history.future.map(changed) };
}

/** The draft of a state; the present one where that is forgotten. */
export function draftOf({ draft, past, future }: DraftHistory, id: number): Draft {
  return [...past, ...future].find((step) => step.id === id)?.draft ?? draft;
}

/** A change that one undo takes back whole. */
export function replace(
  { id, draft, past, count }: DraftHistory,
  title: string,
  change: (draft: Draft) => Draft,
): DraftHistory {
  return {
    id: count + 1,
    draft: change(draft),
    past: [...past, { id, draft, title }].slice(-maxSteps),
    future: [],
    count: count + 1,
  };
}

/** Takes the last change back; what was typed since comes again with redo. */
export function undo(history: DraftHistory): DraftHistory {
  const { id, draft, past, future } = history;
  const step = past.at(-1);
  if (!step) return history;
  return {
    ...history,
    id: step.id,
    draft: step.draft,
    past: past.slice(0, -1),
    future: [...future, { id, draft, title: step.title }],
  };
}

/** Does again what was taken back last; what was typed since comes again with undo. */
export function redo(history: DraftHistory): DraftHistory {
  const { id, draft, past, future } = history;
  const step = future.at(-1);
  if (!step) return history;
  return {
    ...history,
    id: step.id,
    draft: step.draft,
    past: [...past, { id, draft, title: step.title }],
    future: future.slice(0, -1),
  };
}
