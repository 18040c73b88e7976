import type { About } from '../../shared/contract/about.ts';
import { defaultLockAfterMinutes, type Settings } from '../../shared/contract/workspace.ts';
import type { Fact } from '../ui/facts.tsx';
import type { Choice } from '../ui/select.tsx';

export const themeWords: Readonly<Record<Settings['theme'], string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

const lockMinutes = [1, 5, 15, 30, 60, 240, 0] as const;

/** After how long without use the vault locks; one that was set elsewhere stays among them. */
export function lockChoices(minutes = defaultLockAfterMinutes): readonly Choice[] {
  const all = lockMinutes.some((each) => each === minutes) ? lockMinutes : [minutes, ...lockMinutes];
  return all.map((each) => ({ value: String(each), label: lockLabel(each) }));
}

function lockLabel(minutes: number): string {
  if (minutes === 0) return 'Never';
  const isWhole = minutes % 60 === 0;
  const count = isWhole ? minutes / 60 : minutes;
  return `${count} ${isWhole ? 'hour' : 'minute'}${count === 1 ? '' : 's'}`;
}

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
