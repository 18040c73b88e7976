/** The library, typed. */
export type OidcProviderModule = typeof import('oidc-provider');

/**
 * Loads `oidc-provider` when it is first needed: it takes longer to load than the rest of the core.
 *
 * On Node 20 it says on standard error, while loading, that it wants Node 22. All that the playground uses of it
 * works there (the tests run on it), and a command's standard error is for the command: the line is held back.
 */
export async function importOidcProvider(): Promise<OidcProviderModule> {
  const { warn } = console;
  console.warn = (...values: unknown[]) => {
    if (!String(values[0]).includes('oidc-provider WARNING: Unsupported runtime'))
      warn.apply(console, values);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
