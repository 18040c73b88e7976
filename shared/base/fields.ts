import * as z from 'zod/mini';
import { maxFileBytes, maxJsonLength, maxTokenLength } from './limits.ts';

// Without this, zod compiles its checks with `new Function`, which the window's CSP forbids.
z.config({ jitless: true });

const maxBase64Length = Math.ceil(maxFileBytes / 3) * 4;

export const nothing = z.strictObject({});
export const id = z.string().check(z.minLength(1), z.maxLength(100));
export const name = z.string().check(z.minLength(1), z.maxLength(200));
export const line = z.string().check(z.maxLength(4000));
export const password = z.string().check(z.maxLength(1024));
export const base64 = z.string().check(z.maxLength(maxBase64Length), z.regex(/^[A-Za-z0-9+/]*={0,2}$/));
export const token = z.string().check(z.maxLength(maxTokenLength));
export const json = z.string().check(z.maxLength(maxJsonLength));
export const pairs = z
  .array(z.tuple([line, z.string().check(z.maxLength(maxTokenLength))]))
  .check(z.maxLength(100));
export const seconds = z.int().check(z.minimum(0), z.maximum(86_400 * 366));
