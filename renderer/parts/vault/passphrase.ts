const shortest = 8;

/** Why a new passphrase cannot be taken; undefined when it can. */
export function passphraseProblem(passphrase: string, again: string): string | undefined {
  if (passphrase.length < shortest) return `at least ${shortest} characters: several words are best`;
  return passphrase === again ? undefined : 'the two are not the same';
}

/** How hard a new passphrase is to guess, in words: a rule of thumb, which a well-known sentence outwits. */
export function passphraseStrength(passphrase: string): string {
  if (passphrase === '') return 'Several words are best. It cannot be recovered.';
  if (passphrase.length < shortest) return 'Too short.';
  if (new Set(passphrase).size <= 4 || isRow(passphrase)) return 'Easily guessed: it repeats itself.';
  const words = passphrase.split(/[\s\-_.,]+/).filter((word) => word.length > 2).length;
  if (words >= 5 || passphrase.length >= 24) return 'Strong.';
  if (words >= 4 || passphrase.length >= 16) return 'Good.';
  return 'Weak against a patient guesser: another word or two make it good.';
}

/** `abcdefgh`, `12345678`, `87654321`. */
function isRow(text: string): boolean {
  const steps = new Set(
    [...text].slice(1).map((letter, index) => letter.charCodeAt(0) - text.charCodeAt(index)),
  );
  return steps.size === 1;
}
