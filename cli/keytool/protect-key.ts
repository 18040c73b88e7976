/** A private key as a JKS holds it, under a password of its own. */
export async function protectKey(privateKey: Uint8Array, password: string): Promise<Uint8Array> {
  const [{ protectSunKey }, { utf16BigEndian }] = await Promise.all([
    import('../../core/keystore/ciphers/protect-sun-key.ts'),
    import('../../core/keystore/ciphers/password-forms.ts'),
  ]);
  return protectSunKey(privateKey, utf16BigEndian(password));
}
