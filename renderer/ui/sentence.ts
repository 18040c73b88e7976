// Names that are written in lower case wherever they stand.
const names =
  /^(?:exp|nbf|iat|iss|sub|aud|jti|alg|kid|typ|cty|crit|jku|jwk|x5[uct]|[\w-]*[_.#][\w.#-]*)(?![\w])/;

/** Begins a message with a capital letter, unless it begins with the name of a claim or parameter. */
export function sentence(message: string): string {
  return names.test(message) ? message : message.charAt(0).toUpperCase() + message.slice(1);
}
