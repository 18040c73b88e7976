/** What the window may load and do, in every face: its own files, and nothing else. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // No text becomes markup or script, but for the URLs of our own workers: renderer/confine.ts has the policy.
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');
