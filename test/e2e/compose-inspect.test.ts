import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Face, faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

describe.each(faces)('composing and inspecting, in the $name', (kind) => {
  let face: Face;
  let window: SignetWindow;
  beforeAll(async () => {
    if (kind.missing) return;
    face = await kind.open();
    window = new SignetWindow(face.page);
    await window.generateKey('compose key');
  });
  afterAll(() => face?.close());

  const itRuns = it.skipIf(kind.missing !== undefined);
  const compose = () => window.main('Compose');
  const inspect = () => window.main('Inspect');
  const tokenShown = () => compose().getByRole('group', { name: 'Token' }).textContent();

  itRuns('form and JSON show the same claims, and the token follows both', async () => {
    await window.go('Compose');
    await compose().getByRole('button', { name: 'Copy token' }).waitFor();
    await compose().getByPlaceholder('Add claim…').fill('roles');
    await compose().getByText('RFC 9068 section 2.2.3.1, RFC 7643').waitFor();
    await compose().getByPlaceholder('Add claim…').press('Enter');
    await compose().getByLabel('roles 1', { exact: true }).fill('admin');
    await compose().getByRole('region', { name: 'Claims' }).getByRole('tab', { name: 'JSON' }).click();
    const editor = compose().getByRole('textbox', { name: 'Claims JSON' });
    await expect.poll(() => editor.textContent()).toContain('"admin"');
    const before = await tokenShown();
    await editor.click();
    // Over what is selected: the browser would keep the look of the old text by an inline style, a complaint below.
    await face.page.keyboard.press('Control+A');
    await face.page.keyboard.type('{}');
    await expect.poll(() => editor.textContent()).toBe('{}');
    await face.page.keyboard.press('Control+A');
    await face.page.keyboard.press('Delete');
    await face.page.keyboard.insertText('{"iss":"typed as JSON","x":{"deep":1}}');
    await expect.poll(tokenShown).not.toBe(before);
    // Typed faster than the window draws: nothing is lost, and the caret stays.
    await face.page.keyboard.press('ArrowLeft');
    await face.page.keyboard.type(',"quick":"the quick brown fox jumps over the lazy dog"');
    await expect
      .poll(() => editor.textContent())
      .toMatch(/"quick":"the quick brown fox jumps over the lazy dog"}$/);
    await compose().getByRole('region', { name: 'Claims' }).getByRole('tab', { name: 'Form' }).click();
    expect(await compose().getByLabel('Issuer (iss)').inputValue()).toBe('typed as JSON');
    await compose().getByLabel('x · deep', { exact: true }).fill('2');
    await compose().getByRole('button', { name: 'Inspect', exact: true }).click();
    await expect
      .poll(() => inspect().getByRole('group', { name: 'Claims JSON' }).textContent())
      .toMatch(/typed as JSON[\s\S]*"deep": 2/);
  });

  itRuns('a server’s preset is filled in, and a finding mended with one press', async () => {
    await window.go('Compose');
    await face.page.getByRole('button', { name: 'New', exact: true }).click();
    await compose().getByLabel('Server').selectOption('axway-api-gateway');
    await compose()
      .getByLabel(/OAuth client id/)
      .fill('SampleConfidentialApp');
    await compose().getByRole('button', { name: 'Fill in', exact: true }).click();
    await compose().getByRole('button', { name: 'Set exp to +1h' }).click();
    const findings = compose().getByRole('list', { name: 'Findings' });
    await findings.getByText(/at most 300 s/).waitFor();
    await findings.getByRole('button', { name: /^Set exp to/ }).click();
    await compose()
      .getByText(/Nothing that Axway API Gateway/)
      .waitFor();
  });

  itRuns('a token is signed, encrypted, decrypted, opened and verified, its certificates shown', async () => {
    await compose().getByRole('button', { name: 'x5c', exact: true }).click();
    await compose().getByRole('tab', { name: 'Encrypt' }).click();
    await compose().getByLabel('Key source').selectOption('vault');
    await compose().getByLabel('Vault key').selectOption({ index: 1 });
    await compose().getByRole('button', { name: 'Encrypt', exact: true }).click();
    await compose().getByRole('button', { name: 'Inspect encrypted token' }).click();
    await inspect().getByText('Encrypted token (JWE)').waitFor();
    await inspect().getByLabel('Key source').selectOption('vault');
    await inspect().getByLabel('Vault key').selectOption({ index: 1 });
    await inspect().getByRole('button', { name: 'Decrypt', exact: true }).click();
    await inspect().getByRole('button', { name: 'Open the token inside' }).click();
    await inspect().getByText('SampleConfidentialApp').first().waitFor();
    await inspect()
      .getByRole('region', { name: 'Certificates in the header' })
      .getByText(/compose key/)
      .first()
      .waitFor();
    await inspect().getByLabel('Key source').selectOption('x5c');
    await inspect().getByText('Signature valid, token not acceptable').waitFor();
    await inspect().getByLabel('compose key, of the vault').check();
    await inspect().getByText('Valid', { exact: true }).waitFor();
  });

  itRuns(
    'a text with several tokens offers them, a megabyte among them, and the window goes on',
    async () => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const claims = Object.fromEntries(
        Array.from({ length: 25_000 }, (_, at) => [`claim ${at}`, 'some words']),
      );
      const large = `${part({ alg: 'RS256' })}.${part({ iss: 'large one', ...claims })}.c2ln`;
      const small = `${part({ alg: 'ES256' })}.${part({ iss: 'small one' })}.c2ln`;
      await inspect().getByRole('button', { name: 'Clear' }).click();
      const field = inspect().getByLabel('Token to inspect');
      await field.evaluate((element, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        element.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        );
      }, `Authorization: Bearer ${small}\n{"id_token":"${large}"}`);
      await inspect().getByText('2 tokens in this text').waitFor();
      await inspect().getByText('"small one"').waitFor();
      await inspect().getByLabel('2 tokens in this text').selectOption('1');
      await inspect().getByText('"large one"').waitFor();
    },
  );

  itRuns('nothing broke the content security policy or threw', () => {
    expect(face.complaints).toEqual([]);
  });
});
