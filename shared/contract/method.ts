import type * as z from 'zod/mini';

/** One call between a window and the core: the schema of its input, and the type of its answer. */
export interface Method<Input, Output> {
  readonly input: z.core.$ZodType<Input>;
  /** Never set: it carries the answer's type. */
  readonly output?: Output;
}

/** Describes a method: `method<Answer>()(schemaOfInput)`. */
export function method<Output>() {
  return <Schema extends z.core.$ZodType>(input: Schema): Method<z.output<Schema>, Output> => ({
    input: input as unknown as z.core.$ZodType<z.output<Schema>>,
  });
}

export type InputOf<M> = M extends Method<infer Input, unknown> ? Input : never;
export type OutputOf<M> = M extends { readonly output?: infer Output } ? Exclude<Output, undefined> : never;
