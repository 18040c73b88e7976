import type { About } from '../../../shared/contract/about.ts';
import type { VaultStatus } from '../../../shared/contract/vault.ts';
import type { Settings } from '../../../shared/contract/workspace.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { Fact } from '../../ui/facts.tsx';

export const themeWords: Readonly<Record<Settings['theme'], string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

export const vaultAction: Readonly<Record<VaultStatus['state'], string>> = {
  memory: 'Create vault',
  locked: 'Unlock vault',
  unlocked: 'Lock vault',
};

export const vaultTone: Readonly<Record<VaultStatus['state'], Tone>> = {
  memory: 'warning',
  locked: 'warning',
  unlocked: 'success',
};

export function aboutFacts(about: About): Fact[] {
  return [
    { name: 'Version', value: `Signet ${about.version}` },
    {
      name: 'Runs as',
      value: about.face === 'desktop' ? 'desktop app' : 'page in your browser, served from this machine',
    },
    { name: 'Keeps things in', value: about.home, copy: about.home, mono: true },
    { name: 'Network', value: 'only the requests you send; no telemetry' },
  ];
}
