// A vault of 1,000 keys in the window: how long its thread is held up while the page opens, scrolls, is searched and changed.

import { openWindow, reportHeldUp, watchFrames } from './support/window.mjs';

const count = 1000;

const { page, main, go, close } = await openWindow();
await page.evaluate(makeKeys, count);
const keys = main('Keys');
const list = keys.getByRole('list', { name: 'Vault entries' });
await watchFrames(page);

await reportHeldUp(page, `${count} keys shown`, async () => {
  await go('Keys');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await list.getByRole('button').first().waitFor();
});
await reportHeldUp(page, 'scrolled from end to end', () =>
  list.evaluate(async (element) => {
    for (let step = 0; step <= 200; step++) {
      element.scrollTo(0, (element.scrollHeight * step) / 200);
      await new Promise(requestAnimationFrame);
    }
  }),
);
await reportHeldUp(page, 'searched as typed', async () => {
  await keys.getByPlaceholder(/^Search/).pressSequentially('key-0424', { delay: 30 });
  await list.getByText('key-0424').waitFor();
});
await reportHeldUp(page, 'one of them tagged', async () => {
  await list.getByRole('button').first().click();
  await keys.getByRole('textbox', { name: 'Tags' }).fill('found');
  await keys.getByRole('button', { name: 'Save', exact: true }).click();
  await list.getByText('#found').waitFor();
});
await close();

/** In the page. Without a vault file, so that no key waits for the disk. */
async function makeKeys(wanted) {
  const headers = {
    'content-type': 'application/json',
    'x-signet-secret': sessionStorage.getItem('signet-launch-secret') ?? '',
  };
  for (let made = 0; made < wanted; made++) {
    const name = `key-${String(made).padStart(4, '0')}`;
    const body = JSON.stringify({ name, type: 'ec', subject: `CN=${name},O=Example` });
    const answer = await fetch('/call/vault.generate', { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`vault.generate: ${answer.status}`);
  }
}
