const shortest = 8;

/** Why a new passphrase cannot be taken; undefined when it can. */
export function passphraseProblem(passphrase: string, again: string): string | undefined {
  if (passphrase.length < shortest) return `at least ${shortest} characters: several words are best`;
  return passphrase === again ? undefined : 'the two are not the same';
}
