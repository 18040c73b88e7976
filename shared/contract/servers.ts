import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { maxServerFileLength } from '../base/limits.ts';
import type { Server } from '../servers/server.ts';
import { method } from './method.ts';

const name = z.string().check(z.maxLength(60), z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/));

export const serversMethods = {
  /**
   * The known servers, and before them the user's own: `servers/NAME.json` in Signet's home. One of a known name takes its
   * place. Errors: `server-file-invalid`, naming the file and the member.
   */
  list: method<readonly Server[]>()(field.nothing),
  /** Keeps a server of the user's own, over one of its name. Errors: `server-file-invalid`, `file-not-writable`. */
  save: method<readonly Server[]>()(
    z.strictObject({
      /** Kebab-case: `my-gateway`. */
      name,
      /** JSON, as `signet servers NAME --json` shows a server. */
      text: z.string().check(z.maxLength(maxServerFileLength)),
    }),
  ),
  /** Errors: `entry-not-found` where the user has no such file. */
  remove: method<readonly Server[]>()(z.strictObject({ name })),
};
