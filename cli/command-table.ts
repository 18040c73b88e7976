import type { CommandTable } from './support/command-module.ts';

export const commandTable: CommandTable = {
  decode: { summary: 'decode a token, verifying nothing', load: () => import('./commands/decode.ts') },
  verify: { summary: 'check a token’s signature and claims', load: () => import('./commands/verify.ts') },
  sign: { summary: 'compose and sign a token', load: () => import('./commands/sign.ts') },
  encrypt: { summary: 'encrypt a text or a token', load: () => import('./commands/encrypt.ts') },
  decrypt: { summary: 'decrypt a token', load: () => import('./commands/decrypt.ts') },
  algorithms: {
    summary: 'the algorithms that work here, and why others do not',
    load: () => import('./commands/algorithms.ts'),
  },
  keystore: {
    summary: 'list and export what a key store holds',
    load: () => import('./commands/keystore.ts'),
  },
  key: { summary: 'generate and describe keys', load: () => import('./commands/key.ts') },
  cert: { summary: 'describe, make and fetch certificates', load: () => import('./commands/cert.ts') },
  token: { summary: 'request tokens, and use them', load: () => import('./commands/token.ts') },
  flow: { summary: 'list, export and import saved flows', load: () => import('./commands/flow.ts') },
  vault: { summary: 'keep keys under a passphrase', load: () => import('./commands/vault.ts') },
  servers: { summary: 'known servers and their rules', load: () => import('./commands/servers.ts') },
  playground: {
    summary: 'run the built-in authorization server',
    load: () => import('./commands/playground.ts'),
  },
  tour: { summary: 'walk through the whole flow, step by step', load: () => import('./commands/tour.ts') },
  serve: { summary: 'open the window in a browser, on loopback', load: () => import('./commands/serve.ts') },
  completion: {
    summary: 'completions for bash, zsh and fish',
    load: () => import('./commands/completion.ts'),
  },
};
