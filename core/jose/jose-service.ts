import type { Services } from '../../shared/contract/contract.ts';
import type { ErrorCode } from '../../shared/contract/error-code.ts';
import type { VerificationKey as NamedKey } from '../../shared/contract/jose.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../shared/jwt/json.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { StoreEntry } from '../keystore/key-store.ts';
import type { Sources } from '../sources.ts';
import { revealEntry } from '../vault/record-entry.ts';
import type { Vault } from '../vault/vault.ts';
import { entriesToVerifyWith, type GivenKey } from './given-key.ts';
import { deriveParameters } from './header-parameters.ts';

/** Signing and verifying, as the contract describes them. */
export function createJoseService(vault: Vault, sources: Sources): Services['jose'] {
  return {
    async sign({ entry: id, header, claims, allowWeakKey = false, add = [] }) {
      const [{ signToken }, { signingKeyOf }] = await Promise.all([
        import('./sign-token.ts'),
        import('./entry-keys.ts'),
      ]);
      const parsedHeader = readObject(header);
      const parsedClaims = readJson(claims, 'claims-not-json', 'the claims');
      const entry = await revealEntry(vault, id);
      const key = await signingKeyOf(entry);
      const derived = deriveParameters(add, entry.chain, key.description.thumbprint);
      return signToken(key, { ...parsedHeader, ...derived }, parsedClaims, { allowWeakKey });
    },

    async verify({ token, key, at = currentSeconds(), ...expected }) {
      const [{ verifyToken }, { verificationKeysOf }] = await Promise.all([
        import('./verify-token.ts'),
        import('./entry-keys.ts'),
      ]);
      return verifyToken(token, await verificationKeysOf(await entriesFor(key)), { at, ...expected });
    },
  };

  async function entriesFor(key: NamedKey): Promise<readonly StoreEntry[]> {
    if ('entry' in key) {
      const record = await vault.find(key.entry);
      // A shared secret is needed to verify; of a key pair, its public half.
      return [
        record.kind === 'secret' ? await revealEntry(vault, key.entry) : (await sources.find(key)).entry,
      ];
    }
    if ('store' in key) return [(await sources.find(key)).entry];
    return entriesToVerifyWith(key satisfies GivenKey);
  }
}

function readObject(text: string): JsonObject {
  const value = readJson(text, 'header-not-json', 'the header');
  if (isJsonObject(value)) return value;
  throw new SignetError('header-not-json', 'the header is not a JSON object');
}

function readJson(text: string, code: ErrorCode, what: string): JsonValue {
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  throw new SignetError(code, `${what} is not JSON: ${parsed.message} at ${parsed.at}`, {
    details: { at: parsed.at },
  });
}
