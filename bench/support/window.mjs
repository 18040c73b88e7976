import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { root } from '../../scripts/root.mjs';

const signet = join(root, 'dist/cli/signet.js');

/**
 * The built window on a fresh home in Chromium, as a user's browser shows it: the loopback face, 1280 × 800.
 * @param workspace what a window before has left: saved work and settings
 */
export async function openWindow(workspace = {}) {
  const home = mkdtempSync(join(tmpdir(), 'signet-bench-'));
  writeFileSync(join(home, 'workspace.json'), JSON.stringify(workspace));
  const server = spawn(process.execPath, [signet, 'serve', '--json'], {
    env: { ...process.env, SIGNET_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? '',
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(JSON.parse(line).url);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  return {
    page,
    main: (name) => page.getByRole('main', { name }),
    go: (name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click(),
    async close() {
      await browser.close();
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Starts to note in the page how long every task above 50 ms took, and how far apart the frames came. */
export function watchFrames(page) {
  return page.evaluate(() => {
    const noted = { tasks: [], frames: [] };
    globalThis.noted = noted;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) noted.tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    let before = performance.now();
    const frame = (now) => {
      noted.frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** What was noted since the last call. */
export function takeNotes(page) {
  return page.evaluate(() => {
    const { tasks, frames } = globalThis.noted;
    const taken = { tasks: [...tasks], frames: [...frames] };
    tasks.length = 0;
    frames.length = 0;
    return taken;
  });
}

/** Prints how long the window's thread was held up by what is done. To be called after `watchFrames`. */
export async function reportHeldUp(page, what, act) {
  await takeNotes(page);
  await act();
  // A long task is told once it has ended.
  await page.waitForTimeout(200);
  const { tasks } = await takeNotes(page);
  const longest = Math.round(Math.max(0, ...tasks));
  console.log(
    `  ${what}: ${tasks.length === 0 ? 'no task over 50 ms' : `${tasks.length} tasks over 50 ms, the longest ${longest} ms`}`,
  );
}

/** The value that a share of all values stays below. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const milliseconds = (value) => `${value.toFixed(1)} ms`;
