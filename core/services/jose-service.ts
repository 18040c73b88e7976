import { compactJson } from '../../shared/base/json.ts';
import { readJson, readJsonObject } from '../../shared/base/read-json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Services } from '../../shared/contract/contract.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { OpenStores } from '../keystore/open-stores.ts';
import { forgetSecrets, revealEntry } from '../vault/record-entry.ts';
import type { Sources } from '../vault/sources.ts';
import type { Vault } from '../vault/vault.ts';

/** Signing, verifying, encrypting and decrypting, as the contract describes them. */
export function createJoseService(vault: Vault, sources: Sources, stores: OpenStores): Services['jose'] {
  const namedKeys = async () =>
    (await import('../jose/named-keys.ts')).createNamedKeys(vault, sources, stores);

  return {
    async sign({ entry: id, header, claims, add = [], verbatim = false, ...options }) {
      const [{ signTexts }, { signingKeyOf }, { deriveParameters }] = await Promise.all([
        import('../jose/sign-token.ts'),
        import('../jose/entry-keys.ts'),
        import('../jose/header-parameters.ts'),
      ]);
      const given = readJsonObject(header, 'header-not-json', 'the header');
      if (!verbatim) readJson(claims, 'claims-not-json', 'the claims');
      const entry = await revealEntry(vault, id);
      const key = await signingKeyOf(entry);
      const derived = await deriveParameters(add, entry, key.description.thumbprint);
      forgetSecrets(entry);
      // Numbers, order and duplicates are signed as they were typed.
      const asTyped = verbatim ? header : compactJson(header);
      const texts = {
        header: add.length === 0 ? asTyped : JSON.stringify({ ...given, ...derived }),
        payload: new TextEncoder().encode(verbatim ? claims : compactJson(claims)),
      };
      return signTexts(key, texts, options);
    },

    async verify({ token, key, payload, at = currentSeconds(), ...expected }, { signal }) {
      const { verifyToken } = await import('../jose/verify-token.ts');
      const { forVerifying, suspects } = await namedKeys();
      return verifyToken(token, await forVerifying(key, token, at, signal), {
        at,
        ...expected,
        ...(payload === undefined ? {} : { payload: new Uint8Array(Buffer.from(payload, 'base64')) }),
        suspects: () => suspects(key),
      });
    },

    async encrypt({ header, plaintext, key }) {
      const { encryptToken } = await import('../jose/encrypt-token.ts');
      const [first] = await (await namedKeys()).forEncrypting(key);
      if (first === undefined) {
        throw new SignetError('key-missing', 'there is no key to encrypt for', {
          hint: 'give the recipient’s certificate or public key, or a shared secret',
        });
      }
      return encryptToken(
        first,
        readJsonObject(header, 'header-not-json', 'the header'),
        new TextEncoder().encode(plaintext),
      );
    },

    async decrypt({ token, key }) {
      const { decryptToken } = await import('../jose/decrypt-token.ts');
      return decryptToken(token, await (await namedKeys()).forDecrypting(key));
    },

    async certificates({ token }) {
      const { decodeToken } = await import('../../shared/jwt/decode-token.ts');
      const { describeHeaderCertificates } = await import('../jose/header-certificate.ts');
      return describeHeaderCertificates(decodeToken(token).header);
    },

    async fetchPlan({ key }) {
      return (await import('../jose/fetch-plan.ts')).planFetch(key);
    },

    async keyPlaces({ token }) {
      return (await import('../jose/fetch-plan.ts')).keyPlacesOf(token);
    },

    async algorithms() {
      return (await import('../jose/algorithm-support.ts')).listAlgorithms();
    },
  };
}
