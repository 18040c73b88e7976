/**
 * Runs one piece of work at a time; of what is asked for meanwhile, only the latest is run next. So live results keep up
 * with typing without a debounce, and never show an older answer after a newer one.
 */
export function latestOnly<Input, Output>(
  work: (input: Input) => Promise<Output>,
  show: (output: Output, input: Input) => void,
): (input: Input) => void {
  let running = false;
  let waiting: { readonly input: Input } | null = null;

  const loop = async () => {
    running = true;
    while (waiting) {
      const { input } = waiting;
      waiting = null;
      const output = await work(input);
      show(output, input);
    }
    running = false;
  };
  return (input) => {
    waiting = { input };
    if (!running) void loop();
  };
}
