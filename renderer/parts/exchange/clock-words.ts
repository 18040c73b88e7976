/** From here on a difference of the clocks decides over assertions: the strictest servers allow a minute. */
const noteworthySeconds = 30;

/** How far the server's clock is off, where that matters; undefined where it does not. */
export function clockProblem(offset: number | undefined): string | undefined {
  return offset === undefined || Math.abs(offset) < noteworthySeconds ? undefined : clockWords(offset);
}

/** @param offset the server's clock minus this machine's, in seconds */
export function clockWords(offset: number): string {
  if (offset === 0) return 'agrees with this machine’s';
  return `${inWords(Math.abs(offset))} ${offset > 0 ? 'ahead of' : 'behind'} this machine’s`;
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
