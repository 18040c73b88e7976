// How long a key stroke takes to its newly signed token, in a form of many claims: `node bench/typing.mjs [CLAIMS]`,
// after a build. The few claims beside show what the many cost.
import { milliseconds, openWindow, quantile, takeNotes, watchFrames } from './support/window.mjs';

const many = Number(process.argv[2] ?? 200);
const strokes = 120;
// A quick typist's pace.
const delay = 60;

const few = await measure(4);
const all = await measure(many);
for (const { claims, toToken, perStroke, tasks, frames } of [few, all]) {
  const late = frames.filter((each) => each > 25).length;
  console.log(
    `${String(claims).padStart(4)} claims: key to token ${milliseconds(quantile(toToken, 0.5))} (median),`,
    `${milliseconds(quantile(toToken, 0.95))} (95 %);`,
    `its thread busy for ${milliseconds(perStroke)};`,
    `frames late ${late} of ${frames.length}, longest ${milliseconds(Math.max(...frames))};`,
    `tasks above 50 ms: ${tasks.length}`,
  );
}
const ratio = quantile(all.toToken, 0.5) / quantile(few.toToken, 0.5);
const busy = all.perStroke / few.perStroke;
console.log(
  `many to few: ${ratio.toFixed(2)} to the token (median), ${busy.toFixed(2)} of the thread’s time`,
);

async function measure(claims) {
  const members = Object.fromEntries(
    Array.from({ length: claims - 2 }, (_, at) => [`claim_${at}`, `value ${at}`]),
  );
  const window = await openWindow({ draft: draftOf({ iss: 'bench', exp: '+5m', ...members }) });
  try {
    const { page } = window;
    await window.go('Keys');
    const keys = window.main('Keys');
    await keys.getByRole('button', { name: 'Generate key' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Generate key' });
    await dialog.getByLabel('Name').fill('bench');
    await dialog.getByRole('button', { name: 'Generate' }).click();
    await dialog.waitFor({ state: 'detached' });
    await window.go('Compose');
    await window.main('Compose').getByRole('button', { name: 'Copy token' }).waitFor();
    await window.main('Compose').getByLabel('Issuer (iss)').focus();
    await page.keyboard.press('End');
    await noteTokens(page);
    const cpu = await startThreadTime(page);
    await watchFrames(page);
    await page.keyboard.type('x'.repeat(strokes), { delay });
    await page.waitForTimeout(300);
    const toToken = await page.evaluate(() => globalThis.toToken);
    const perStroke = (await cpu()) / strokes;
    return { claims, toToken, perStroke, ...(await takeNotes(page)) };
  } finally {
    await window.close();
  }
}

/** How long the window's thread itself works from now on: what else the machine does is not counted. */
async function startThreadTime(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const before = await read();
  return async () => (await read()) - before;
}

/** Notes, for each token that appears, how long ago the last key was pressed. */
function noteTokens(page) {
  return page.evaluate(() => {
    globalThis.toToken = [];
    let pressed = null;
    addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (pressed !== null) globalThis.toToken.push(performance.now() - pressed);
      pressed = null;
    }).observe(document.querySelector('.token-text'), {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
}

function draftOf(claims) {
  return {
    header: JSON.stringify({ alg: 'RS256' }),
    claims: JSON.stringify(claims, null, 2),
    endpoint: 'https://bench.example/token',
    auth: { method: 'none', clientId: '' },
    query: [],
    params: [],
    insecure: false,
  };
}
