import { readJsonObject } from '../../shared/base/read-json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Services } from '../../shared/contract/contract.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { Server } from '../../shared/servers/server.ts';
import type { OpenStores } from '../keystore/open-stores.ts';
import { withRevealed } from '../vault/record-entry.ts';
import type { Sources } from '../vault/sources.ts';
import type { Vault } from '../vault/vault.ts';

/** Signing, verifying, encrypting and decrypting, as the contract describes them. */
export function createJoseService(
  vault: Vault,
  sources: Sources,
  stores: OpenStores,
  findServer: (name: string) => Promise<Server>,
): Services['jose'] {
  const namedKeys = async () =>
    (await import('../jose/named-keys.ts')).createNamedKeys(vault, sources, stores);

  return {
    async sign({ entry: id, use, server, endpoint, ...composition }) {
      const { composeAssertion } = await import('../jose/compose-assertion.ts');
      const known = server === undefined ? undefined : await findServer(server);
      return withRevealed(vault, id, (entry) =>
        composeAssertion(composition, entry, {
          server: known,
          endpoint,
          ...(use === undefined ? {} : { use }),
        }),
      );
    },

    async verify({ token, key, payload, at = currentSeconds(), ...expected }, { signal }) {
      const [{ verifyToken }, { tokenBudget }] = await Promise.all([
        import('../jose/verify-token.ts'),
        import('../jose/token-work.ts'),
      ]);
      const { forVerifying, suspects } = await namedKeys();
      const work = tokenBudget({ signal });
      return verifyToken(token, await forVerifying(key, token, at, signal, work), {
        work,
        at,
        ...expected,
        ...(payload === undefined ? {} : { payload: new Uint8Array(Buffer.from(payload, 'base64')) }),
        suspects: () => suspects(key, work),
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

    async decrypt({ token, key }, { signal }) {
      const [{ decryptToken }, { tokenBudget }] = await Promise.all([
        import('../jose/decrypt-token.ts'),
        import('../jose/token-work.ts'),
      ]);
      const work = tokenBudget({ signal });
      return decryptToken(token, await (await namedKeys()).forDecrypting(key, work), work);
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
