/** What the rules look at. */
export interface AssertionFacts {
  readonly claims: Readonly<Record<string, unknown>>;
  /** The server's time: seconds since the epoch, rounded down. */
  readonly now: number;
  /** What `iss` must say. */
  readonly issuer: string;
  /** The names under which this server is known; the first is the one to propose. */
  readonly audiences: readonly string[];
}
