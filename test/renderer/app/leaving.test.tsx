import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { MemoryCore } from '../../support/memory-core.ts';
import { renderApp } from '../render-app.tsx';

/** Whether the browser would ask before it leaves the page. */
const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
const chip = (words: RegExp) => screen.findByRole('button', { name: words });

describe('leaving the browser window', () => {
  it('asks while keys are only in memory, and no longer once there is a vault', async () => {
    const core = new MemoryCore();
    await renderApp(core);
    await chip(/^Vault: Memory only$/);
    expect(asks()).toBe(false);
    await core.addKey();
    await chip(/1 not kept/);
    expect(asks()).toBe(true);
    await core.createVault();
    await chip(/^Vault: Unlocked/);
    expect(asks()).toBe(false);
  });

  it('asks for what another process’s vault keeps out', async () => {
    const core = new MemoryCore();
    await core.addKey();
    await new MemoryCore({ home: core.home }).createVault();
    await renderApp(core);
    await chip(/^Vault: Locked · 1 not kept/);
    expect(asks()).toBe(true);
  });

  it('is not the window’s to ask about in the desktop app', async () => {
    const core = new MemoryCore({ face: 'desktop' });
    await core.addKey();
    await renderApp(core);
    await chip(/1 not kept/);
    await waitFor(() => expect(core.inputsOf('about.get').length).toBeGreaterThan(0));
    expect(asks()).toBe(false);
  });
});
