/** What `keystore convert` writes. */
export const targetFormats = ['pkcs12', 'jks', 'pem', 'jwks'] as const;
export type TargetFormat = (typeof targetFormats)[number];
