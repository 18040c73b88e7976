// Whether a token of a megabyte stops the window: `node bench/large-token.mjs [MEGABYTES]`, after a build.
import { milliseconds, openWindow, takeNotes, watchFrames } from './support/window.mjs';

const megabytes = Number(process.argv[2] ?? 1);
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token of about so many characters. */
function tokenOf(length) {
  const claims = { iss: 'bench', exp: 4_000_000_000 };
  // A member takes 34 characters, and base64url makes 4 of 3.
  for (let at = 0; at < (length * 0.75) / 34; at += 1) {
    claims[`claim-${String(at).padStart(6, '0')}`] = 'a value of words';
  }
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.${'c2ln'.repeat(85)}`;
}

const window = await openWindow();
try {
  const { page } = window;
  await window.go('Inspect');
  const input = window.main('Inspect').getByLabel('Token to inspect');
  await input.waitFor();
  await watchFrames(page);
  for (const [name, text] of [
    ['2 kB', tokenOf(2048)],
    [`${megabytes} MB`, tokenOf(megabytes * 1024 * 1024)],
  ]) {
    await takeNotes(page);
    const started = performance.now();
    await paste(page, text);
    await window.main('Inspect').getByText('"bench"').first().waitFor();
    const shown = performance.now() - started;
    await page.waitForTimeout(500);
    const { tasks, frames } = await takeNotes(page);
    console.log(
      `${name.padEnd(6)} (${text.length} characters): shown after ${milliseconds(shown)};`,
      `longest task ${milliseconds(Math.max(0, ...tasks))}, tasks above 50 ms: ${tasks.length};`,
      `longest frame ${milliseconds(Math.max(...frames))}`,
    );
    await window.main('Inspect').getByRole('button', { name: 'Clear' }).click();
  }
} finally {
  await window.close();
}

/** Pastes as a user does: by an event that carries the text, then, if nobody took it, by an edit. */
function paste(page, text) {
  return page.evaluate((pasted) => {
    const field = document.querySelector('main textarea[id], main [data-token-input]');
    field.focus();
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    if (field.dispatchEvent(event)) document.execCommand('insertText', false, pasted);
  }, text);
}
