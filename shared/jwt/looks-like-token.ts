/** Whether a text has the shape of a JWS or JWE in compact serialisation: parts of base64url, the first a JSON object. */
export function looksLikeToken(text: string): boolean {
  return /^eyJ[\w-]*(?:\.[\w-]*){2}(?:\.[\w-]*\.[\w-]*)?$/.test(text.trim());
}
