/** One signing: what was asked for, and what came of it. */
interface Signing<Outcome> {
  readonly key: string;
  readonly outcome: Promise<Outcome>;
}

export interface LiveSigner<Order, Outcome> {
  /** Signs what stands there now, one at a time, of what comes meanwhile only the latest; nothing that is shown already. */
  follow(order: Order): void;
  /** Signs once more. */
  again(order: Order): Promise<Outcome>;
  /** What is shown for this very order, or about to be; undefined where it is yet to be signed. */
  current(order: Order): Promise<Outcome> | undefined;
}

/**
 * Signs as is typed, and for sending. Whatever is signed is shown, and nothing is shown after something that was signed
 * later: so what is sent is what is shown.
 */
export function createLiveSigner<Order, Outcome>(
  work: (order: Order) => Promise<Outcome>,
  show: (outcome: Outcome) => void,
): LiveSigner<Order, Outcome> {
  let turns = 0;
  let shownTurn = 0;
  /** The one that was begun last, whether it has come to its end or not. */
  let last: Signing<Outcome> | null = null;
  let running = 0;
  let waiting: Order | null = null;

  const start = (order: Order): Promise<Outcome> => {
    turns += 1;
    running += 1;
    const turn = turns;
    const outcome = work(order)
      .finally(() => {
        running -= 1;
      })
      .then((done) => {
        if (turn > shownTurn) {
          shownTurn = turn;
          show(done);
        }
        return done;
      });
    last = { key: keyOf(order), outcome };
    void outcome.then(next, next);
    return outcome;
  };
  const next = () => {
    if (running > 0 || waiting === null) return;
    const order = waiting;
    waiting = null;
    if (last?.key !== keyOf(order)) void start(order);
  };
  return {
    follow(order) {
      waiting = order;
      next();
    },
    again(order) {
      waiting = null;
      return start(order);
    },
    current: (order) => (last?.key === keyOf(order) ? last.outcome : undefined),
  };
}

function keyOf(order: unknown): string {
  return JSON.stringify(order);
}
