/**
 * How long the window's own thread was held up while something was done, in tasks of over 50 ms (Long Tasks API).
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<void>} act
 * @returns {Promise<{ tasks: number, longest: number }>} milliseconds
 */
export async function heldUp(page, act) {
  await page.evaluate(() => {
    globalThis.longTasks = [];
    globalThis.observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration);
    });
    globalThis.observer.observe({ type: 'longtask' });
  });
  await act();
  const durations = await page.evaluate(async () => {
    // An entry is queued once its task has ended.
    await new Promise((resolve) => setTimeout(resolve, 200));
    globalThis.observer.disconnect();
    return globalThis.longTasks;
  });
  return { tasks: durations.length, longest: Math.round(Math.max(0, ...durations)) };
}
