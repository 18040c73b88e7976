/** How many entries are worked on before other work has its turn: a few milliseconds' worth. */
const entriesInARow = 64;

/** Lets other work have its turn, once in a while: called with the number of entries done. A large store blocks nobody. */
export async function giveWay(done: number): Promise<void> {
  if (done > 0 && done % entriesInARow === 0) await new Promise(setImmediate);
}
