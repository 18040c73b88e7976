import { createHmac, randomBytes } from 'node:crypto';

export interface DpopNonces {
  /** The nonce to hand out now. */
  current(): string;
  /** Whether a nonce was handed out lately: in this period or the one before. */
  accepts(nonce: string): boolean;
}

const periodSeconds = 300;

/**
 * Nonces that a server puts into its clients' DPoP proofs (RFC 9449 section 8). They follow from a secret and the
 * time, so that nothing has to be remembered.
 *
 * @param now seconds since the epoch
 */
export function createDpopNonces(now: () => number): DpopNonces {
  const secret = randomBytes(32);
  const nonceOf = (period: number) => createHmac('sha256', secret).update(String(period)).digest('base64url');
  const period = () => Math.floor(now() / periodSeconds);
  return {
    current: () => nonceOf(period()),
    accepts: (nonce) => nonce === nonceOf(period()) || nonce === nonceOf(period() - 1),
  };
}
