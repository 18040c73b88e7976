import * as z from 'zod/mini';
import * as field from './fields.ts';
import { method } from './method.ts';

export const themes = ['system', 'light', 'dark'] as const;

/** Work in progress: what the composer shows. Holds no secret and no token. */
export const draft = z.strictObject({
  server: z.exactOptional(field.name),
  entry: z.exactOptional(field.id),
  header: field.json,
  claims: field.json,
  endpoint: field.line,
  auth: z.strictObject({
    method: z.enum(['none', 'basic', 'post']),
    clientId: field.line,
    secret: z.exactOptional(field.id),
  }),
  query: field.pairs,
  params: field.pairs,
  insecure: z.boolean(),
});
export type Draft = z.output<typeof draft>;

export const settings = z.strictObject({ theme: z.enum(themes) });
export type Settings = z.output<typeof settings>;

export interface Workspace {
  readonly draft: Draft | null;
  readonly settings: Settings;
}

export const workspaceMethods = {
  load: method<Workspace>()(field.nothing),
  saveDraft: method<null>()(z.strictObject({ draft })),
  saveSettings: method<null>()(z.strictObject({ settings })),
};
