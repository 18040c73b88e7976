import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Face, loopbackFace } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

const pages = ['Compose', 'Flows', 'Inspect', 'Keys', 'Certificates', 'Playground', 'Settings'] as const;

describe('every page is accessible', () => {
  let face: Face;
  let window: SignetWindow;
  beforeAll(async () => {
    if (loopbackFace.missing) return;
    face = await loopbackFace.open();
    window = new SignetWindow(face.page);
    await window.generateKey('a key');
    await window.startPlayground();
    await window.composeForNewClient('Register gateway client', 'Use in Compose');
    await window.send();
    await window.answer().getByText('200').first().waitFor();
  });
  afterAll(() => face?.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    it.skipIf(loopbackFace.missing !== undefined).each(pages)(`%s, ${colorScheme}`, async (name) => {
      await face.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await window.go(name);
      const { violations } = await new AxeBuilder({ page: face.page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
        [],
      );
    });
  }
});
