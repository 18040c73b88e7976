export type Severity = 'error' | 'warning' | 'info';

interface FindingKind {
  readonly severity: Severity;
  /** The text that it comes from; empty where each server's own document is named. */
  readonly reference: string;
  /** What it says of the token. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Every finding Signet can make, with its usual severity. docs/findings.md is made from this table. */
export const findingKinds = {
  'token-malformed': {
    severity: 'error',
    reference: 'RFC 7515 section 3.1',
    meaning: 'the parts between the dots are not those of a JWS or JWE, or one of them was cut short',
    remedy: 'copy the whole token again',
  },
  'token-encrypted': {
    severity: 'error',
    reference: 'RFC 7516 section 3',
    meaning: 'an encrypted token carries no signature that could be checked from outside',
    remedy: 'decrypt it first; the signed token is inside',
  },
  'token-whitespace': {
    severity: 'warning',
    reference: 'RFC 7515 section 2',
    meaning: 'white space stands inside the token, often from wrapped lines',
    remedy: 'send it on one line: a server refuses it as it is',
  },
  'token-padding': {
    severity: 'warning',
    reference: 'RFC 7515 section 2',
    meaning: 'a part is padded with "="',
    remedy: 'encode with base64url without padding',
  },
  'token-stray-characters': {
    severity: 'warning',
    reference: 'RFC 7515 section 2',
    meaning: 'a part holds characters that base64url does not have, such as + and / of plain Base64',
    remedy: 'encode with base64url, and look for what was pasted along',
  },
  'token-not-canonical': {
    severity: 'warning',
    reference: 'RFC 4648 section 3.5',
    meaning: 'the last character of a part carries bits that belong to no byte',
    remedy: 'copy the token again: its end was changed',
  },
  'token-compressed': {
    severity: 'info',
    reference: 'RFC 8725 section 3.6',
    meaning: 'the content was compressed before it was encrypted: its length may tell what is inside',
    remedy: 'leave zip out of the header',
  },
  'header-not-json': {
    severity: 'error',
    reference: 'RFC 7515 section 4',
    meaning: 'the header is not a JSON object',
    remedy: 'check that the text is a token, and whole',
  },
  'header-wrong-type': {
    severity: 'error',
    reference: 'RFC 7515 section 4.1',
    meaning: 'a header parameter is not of the type that the standard gives it',
    remedy: 'write it as a text',
  },
  'duplicate-member': {
    severity: 'error',
    reference: 'RFC 7519 section 4',
    meaning: 'a member stands twice: readers may take the first or the last',
    remedy: 'keep one of them',
  },
  'number-not-exact': {
    severity: 'warning',
    reference: 'RFC 8259 section 6',
    meaning: 'a number has more digits than a 64-bit float holds: readers that use one round it',
    remedy: 'send it as a string, if its reader agrees',
  },
  'payload-not-json': {
    severity: 'info',
    reference: 'RFC 7519 section 7.2',
    meaning: 'the payload is no JSON object: a JWS, and no JWT',
    remedy: 'nothing, if no claims are meant to be there',
  },
  'payload-not-utf8': {
    severity: 'info',
    reference: 'RFC 7519 section 7.2',
    meaning: 'the payload is binary',
    remedy: 'nothing, if no claims are meant to be there',
  },
  'payload-detached': {
    severity: 'info',
    reference: 'RFC 7515 appendix F',
    meaning: 'the payload travels apart from the token',
    remedy: 'put it back between the dots to verify the signature',
  },
  'algorithm-missing': {
    severity: 'error',
    reference: 'RFC 7515 section 4.1.1',
    meaning: 'the header does not say how the token was signed',
    remedy: 'set alg',
  },
  'algorithm-none': {
    severity: 'error',
    reference: 'RFC 8725 section 3.2',
    meaning: 'the token is not signed: anybody could have written it',
    remedy: 'sign it, and never accept such a token',
  },
  'algorithm-weak': {
    severity: 'warning',
    reference: 'RFC 8725 section 3.2',
    meaning: 'the algorithm is known to be weak',
    remedy: 'use a newer one: RS256 or ES256 to sign, RSA-OAEP-256 to encrypt',
  },
  'algorithm-unsupported': {
    severity: 'error',
    reference: 'RFC 7518 section 3.1',
    meaning: 'Signet does not know the algorithm',
    remedy: 'check the spelling, upper and lower case included',
  },
  'algorithm-not-allowed': {
    severity: 'error',
    reference: 'RFC 8725 section 3.1',
    meaning: 'the token was signed with another algorithm than the one asked for',
    remedy: 'find out why: the signer’s settings, or an attempt to confuse the reader',
  },
  'critical-unsupported': {
    severity: 'error',
    reference: 'RFC 7515 section 4.1.11',
    meaning: 'crit names extensions that Signet does not know, or is not written as the standard asks',
    remedy: 'leave crit out, or verify with what knows the extension',
  },
  'key-reference-not-fetched': {
    severity: 'info',
    reference: 'RFC 8725 section 3.10',
    meaning: 'jku or x5u names a place to fetch the key from: whoever wrote the token chose it',
    remedy: 'fetch keys only from places that you trust already',
  },
  'key-in-header': {
    severity: 'info',
    reference: 'RFC 7515 section 4.1.3',
    meaning: 'the token brings its own key: it proves nothing by itself',
    remedy: 'compare the key with one that you have from elsewhere',
  },
  'thumbprint-wrong-hash': {
    severity: 'warning',
    reference: 'RFC 7515 section 4.1.8',
    meaning: 'a SHA-256 thumbprint stands in x5t, or a SHA-1 thumbprint in x5t#S256',
    remedy: 'x5t is for SHA-1 (20 bytes), x5t#S256 for SHA-256 (32 bytes)',
  },
  'thumbprint-of-hex': {
    severity: 'warning',
    reference: 'RFC 7515 section 4.1.7',
    meaning: 'the thumbprint is the hexadecimal text, or base64url of that text',
    remedy: 'encode the bytes of the hash with base64url',
  },
  'thumbprint-encoding': {
    severity: 'warning',
    reference: 'RFC 7515 section 4.1.7',
    meaning: 'the thumbprint is plain Base64, or padded with "="',
    remedy: 'encode it with base64url, without padding',
  },
  'thumbprint-wrong-length': {
    severity: 'warning',
    reference: 'RFC 7515 section 4.1.7',
    meaning: 'the thumbprint is not as long as its hash',
    remedy: 'let Signet write it from the certificate',
  },
  'certificate-chain-malformed': {
    severity: 'warning',
    reference: 'RFC 7515 section 4.1.6',
    meaning: 'x5c is not a list of certificates in plain Base64 of DER',
    remedy: 'let Signet write it from the certificate: no base64url, no PEM armour, no line breaks',
  },
  'claim-wrong-type': {
    severity: 'warning',
    reference: 'RFC 7519 section 4.1',
    meaning: 'a claim is not of the type that its specification gives it',
    remedy: 'write it as the message says; times are numbers without quotes',
  },
  'claim-empty': {
    severity: 'warning',
    reference: 'RFC 7519 section 4.1',
    meaning: 'a claim that names somebody or something is empty',
    remedy: 'fill it in, or leave it out',
  },
  'claim-untrimmed': {
    severity: 'warning',
    reference: 'RFC 7519 section 2',
    meaning: 'a claim begins or ends with white space: servers compare to the letter',
    remedy: 'take the white space away',
  },
  'claims-empty': {
    severity: 'warning',
    reference: 'RFC 7523 section 3',
    meaning: 'the token has no claims: it says nothing of anybody',
    remedy: 'set iss, sub, aud and exp',
  },
  'claim-missing': {
    severity: 'warning',
    reference: 'RFC 7523 section 3',
    meaning: 'a claim that was asked for is not there',
    remedy: 'have the signer add it',
  },
  'claim-in-milliseconds': {
    severity: 'warning',
    reference: 'RFC 7519 section 2',
    meaning: 'a time counts milliseconds: read as seconds, it is tens of thousands of years away',
    remedy: 'divide by 1000',
  },
  'claim-mismatch': {
    severity: 'error',
    reference: 'RFC 7519 section 4.1',
    meaning: 'iss or aud is not what was asked for',
    remedy: 'compare to the letter: scheme, port, path and the slash at the end',
  },
  'times-out-of-order': {
    severity: 'warning',
    reference: 'RFC 7519 section 4.1',
    meaning: 'the token expires before it was issued, or before it becomes valid: it is valid at no time',
    remedy: 'set iat and nbf before exp',
  },
  'audience-empty': {
    severity: 'warning',
    reference: 'RFC 7519 section 4.1.3',
    meaning: 'aud names nobody: every reader must refuse the token',
    remedy: 'name the server in aud',
  },
  'audience-repeated': {
    severity: 'info',
    reference: 'RFC 7519 section 4.1.3',
    meaning: 'aud names the same audience twice',
    remedy: 'name it once',
  },
  'token-expired': {
    severity: 'error',
    reference: 'RFC 7519 section 4.1.4',
    meaning: 'exp has passed',
    remedy: 'sign a new token, and compare clocks',
  },
  'token-not-yet-valid': {
    severity: 'error',
    reference: 'RFC 7519 section 4.1.5',
    meaning: 'nbf is yet to come',
    remedy: 'wait, set nbf to now, or correct the clock',
  },
  'token-issued-in-future': {
    severity: 'warning',
    reference: 'RFC 7519 section 4.1.6',
    meaning: 'iat is yet to come: the signer’s clock is ahead',
    remedy: 'set iat to now, or correct the clock',
  },
  'signature-missing': {
    severity: 'error',
    reference: 'RFC 7515 section 5.2',
    meaning: 'the part for the signature is empty',
    remedy: 'sign the token, or copy the whole of it',
  },
  'signature-invalid': {
    severity: 'error',
    reference: 'RFC 7515 section 5.2',
    meaning: 'the signature does not belong to this token and key',
    remedy: 'use the key that signed; if it is, the token was changed',
  },
  'signature-der-encoded': {
    severity: 'warning',
    reference: 'RFC 7518 section 3.4',
    meaning: 'an ECDSA signature is in DER, as other formats have it',
    remedy: 'write r and s side by side, each as long as the curve’s order',
  },
  'signature-other-key': {
    severity: 'info',
    reference: 'RFC 7515 section 6',
    meaning: 'another key that is known here made the signature',
    remedy: 'verify with that key, or register it at the server',
  },
  'signature-other-algorithm': {
    severity: 'info',
    reference: 'RFC 7515 section 4.1.1',
    meaning: 'the signature is one of another algorithm than alg says',
    remedy: 'have the signer write the algorithm that it signs with',
  },
  'signature-encoding': {
    severity: 'info',
    reference: 'RFC 7515 section 7.1',
    meaning:
      'the signature part is not base64url of the signature’s bytes: it is hexadecimal text, encoded twice, or its bytes are in another order',
    remedy: 'have the signer write the signature’s bytes, each number at its full length, as base64url',
  },
  'signature-length': {
    severity: 'info',
    reference: 'RFC 7518 section 3',
    meaning: 'the signature has not as many bytes as its algorithm and key make',
    remedy: 'copy the whole token again; if it is whole, another key signed',
  },
  'signature-salt-length': {
    severity: 'info',
    reference: 'RFC 7518 section 3.5',
    meaning:
      'the salt of a PSS signature is not as long as its hash: many libraries take the longest that fits',
    remedy: 'have the signer set the salt’s length to that of the hash',
  },
  'signature-other-text': {
    severity: 'info',
    reference: 'RFC 7515 section 5.1',
    meaning:
      'the signature holds over another text than the token’s: the JSON was written anew after it was signed, or the signer took the wrong text',
    remedy: 'sign the very text that is sent: base64url of header and payload, joined by a dot',
  },
  'signature-not-by-key': {
    severity: 'info',
    reference: 'RFC 7515 section 5.2',
    meaning: 'opened with this public key, the signature shows that another key made it',
    remedy: 'get the signer’s current key; two keys may have the same kid',
  },
  'signature-undecided': {
    severity: 'info',
    reference: 'RFC 7515 section 5.2',
    meaning:
      'the token names this key and does not verify: another key has the same name, or the token was changed',
    remedy: 'get the token and the key again, from the signer',
  },
  'token-for-graph': {
    severity: 'info',
    reference: 'AzureAD/microsoft-identity-web issue 609: nonce in the header of tokens for Microsoft Graph',
    meaning: 'an access token for Microsoft Graph: the nonce in its header was hashed before it was signed',
    remedy: 'do not verify it: request a token for your own API, and verify that',
  },
  'jwk-malformed': {
    severity: 'warning',
    reference: 'RFC 7517 section 4',
    meaning: 'a member of the JWK is not base64url: it is hexadecimal or plain Base64',
    remedy: 'write the bytes of the number as base64url, without padding',
  },
  'secret-other-encoding': {
    severity: 'info',
    reference: 'RFC 7518 section 3.2',
    meaning:
      'the signature holds with the secret read in another way: as text, Base64 or hexadecimal, with or without a line break',
    remedy: 'agree with the signer how the secret is written',
  },
  'token-altered': {
    severity: 'info',
    reference: 'RFC 7515 section 5.2',
    meaning: 'this key made the signature, over another text: the token was changed after it was signed',
    remedy: 'use the token as the signer wrote it',
  },
  'key-id-mismatch': {
    severity: 'info',
    reference: 'RFC 7515 section 4.1.4',
    meaning: 'kid or a thumbprint in the header names another key',
    remedy: 'let Signet write them from the key that signs',
  },
  'key-too-small': {
    severity: 'warning',
    reference: 'RFC 7518 section 3.3',
    meaning: 'the key is shorter than the algorithm asks for',
    remedy: 'use RSA with 2048 bits or more, and an HMAC secret as long as the hash',
  },
  'key-unsafe': {
    severity: 'error',
    reference: 'RFC 8725 section 3.4',
    meaning:
      'signatures under this key prove nothing: anybody can make them, or compute the private key from the public one',
    remedy: 'replace the key, and trust no token that was signed with it',
  },
  'key-type-mismatch': {
    severity: 'error',
    reference: 'RFC 7518 section 3.1',
    meaning: 'the algorithm does not go with this kind of key',
    remedy: 'choose another key, or the algorithm that belongs to this one',
  },
  'key-use-mismatch': {
    severity: 'error',
    reference: 'RFC 7517 section 4.2',
    meaning: 'the JWK’s own use, key_ops or alg forbid this',
    remedy: 'choose a key that is meant for signatures with this algorithm',
  },
  'certificate-untrusted': {
    severity: 'error',
    reference: 'RFC 7515 section 4.1.6',
    meaning: 'the certificate in the token does not lead to one that is trusted',
    remedy: 'give the authority to trust, or verify with a key of your own',
  },
  'certificate-expired': {
    severity: 'warning',
    reference: 'RFC 5280 section 4.1.2.5',
    meaning: 'the key’s certificate has expired',
    remedy: 'renew it, and register the new one',
  },
  'certificate-not-yet-valid': {
    severity: 'warning',
    reference: 'RFC 5280 section 4.1.2.5',
    meaning: 'the key’s certificate is not valid yet',
    remedy: 'wait, or correct the clock',
  },
  'placeholder-left': {
    severity: 'warning',
    reference: '',
    meaning: 'a value still holds a {name} of the server’s preset',
    remedy: 'put your own value in its place',
  },
  'server-algorithm': {
    severity: 'warning',
    reference: '',
    meaning: 'the server does not take this algorithm',
    remedy: 'choose one that it takes',
  },
  'server-header-missing': {
    severity: 'warning',
    reference: '',
    meaning: 'the server needs a header parameter that is not there',
    remedy: 'add it',
  },
  'server-claim-missing': {
    severity: 'warning',
    reference: '',
    meaning: 'the server needs a claim that is not there',
    remedy: 'add it',
  },
  'server-value': {
    severity: 'warning',
    reference: '',
    meaning: 'a member has a value that the server does not take',
    remedy: 'use one that it takes',
  },
  'server-format': {
    severity: 'warning',
    reference: '',
    meaning: 'a member is not written in the way that the server asks for, or is too short or too long',
    remedy: 'write it as the message says',
  },
  'server-issuer': {
    severity: 'warning',
    reference: '',
    meaning: 'iss is not of the form that the server asks for',
    remedy: 'write it as the message says',
  },
  'server-subject': {
    severity: 'warning',
    reference: '',
    meaning: 'sub is not what the server asks for',
    remedy: 'for client authentication, set sub and iss to the client_id',
  },
  'server-audience': {
    severity: 'warning',
    reference: '',
    meaning: 'aud is none of the audiences that the server answers to',
    remedy: 'copy it from the server’s settings, to the letter',
  },
  'server-audience-shape': {
    severity: 'warning',
    reference: '',
    meaning: 'the server wants aud as a single text, or as an array',
    remedy: 'write it in that form',
  },
  'server-lifetime-too-long': {
    severity: 'warning',
    reference: '',
    meaning: 'exp is further away than the server accepts',
    remedy: 'set exp nearer',
  },
  'server-lifetime-too-short': {
    severity: 'warning',
    reference: '',
    meaning: 'exp is so near that the server’s skew makes it expired',
    remedy: 'set exp further away',
  },
  'server-issued-at': {
    severity: 'warning',
    reference: '',
    meaning: 'iat is later than the server accepts',
    remedy: 'set iat to now, or as far back as the message says',
  },
  'server-time-not-whole': {
    severity: 'warning',
    reference: '',
    meaning: 'the server wants times as whole numbers of seconds',
    remedy: 'write a number, without quotes and fraction',
  },
  'server-scope': {
    severity: 'warning',
    reference: '',
    meaning: 'the scope stands where the server does not look for it',
    remedy: 'move it to the claims, or to the form',
  },
  'server-key-too-small': {
    severity: 'warning',
    reference: '',
    meaning: 'the key is shorter than the server accepts',
    remedy: 'make a longer key and register it',
  },
} as const satisfies Record<string, FindingKind>;

export type FindingCode = keyof typeof findingKinds;
