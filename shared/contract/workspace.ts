import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { requestShape } from '../oauth/request-model.ts';
import { method } from './method.ts';

export const themes = ['system', 'light', 'dark'] as const;

const { key: _key, ...shape } = requestShape(field.id);

/** Work in progress: what the composer shows. Holds no secret and no token. */
export const draft = z.strictObject({
  ...shape,
  /** The saved draft that it is a version of. */
  name: z.exactOptional(field.name),
  /** The key that signs. */
  entry: z.exactOptional(field.id),
  header: field.json,
  claims: field.json,
  auth: z.extend(shape.auth, { clientId: field.line }),
  query: field.pairs,
  params: field.pairs,
  insecure: z.boolean(),
});
export type Draft = z.output<typeof draft>;

export const settings = z.strictObject({
  theme: z.enum(themes),
  /** The vault locks when no key was used for so long; 0 for never. */
  lockAfterMinutes: z.exactOptional(z.int().check(z.minimum(0), z.maximum(24 * 60))),
});
/** What holds until the user chooses. */
export const defaultLockAfterMinutes = 15;
export type Settings = z.output<typeof settings>;

/** A draft that was kept under a name. */
export const savedDraft = z.strictObject({
  /** Unique among them. */
  name: field.name,
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  saved: z.string().check(z.maxLength(30)),
  draft,
});
export type SavedDraft = z.output<typeof savedDraft>;

export const maxSavedDrafts = 200;

export interface Workspace {
  readonly draft: Draft | null;
  /** In the order of their names. */
  readonly drafts: readonly SavedDraft[];
  readonly settings: Settings;
}

export const workspaceMethods = {
  load: method<Workspace>()(field.nothing),
  saveDraft: method<null>()(z.strictObject({ draft })),
  /** Keeps a draft under a name, in place of the one that had it. Errors: `too-many-drafts`. */
  keepDraft: method<readonly SavedDraft[]>()(z.strictObject({ name: field.name, draft })),
  dropDraft: method<readonly SavedDraft[]>()(z.strictObject({ name: field.name })),
  saveSettings: method<null>()(z.strictObject({ settings })),
};
