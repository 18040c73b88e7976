import { useEffect, useState } from 'react';
import type { About } from '../../shared/contract/about.ts';
import { themes } from '../../shared/contract/workspace.ts';
import { useClient } from '../client/client-provider.tsx';
import { useWorkspace } from '../state/workspace.tsx';
import { Facts } from '../ui/facts.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Panel } from '../ui/panel.tsx';
import { AlgorithmsPanel } from './algorithms-panel.tsx';
import { OwnServersPanel } from './own-servers-panel.tsx';
import './settings.css';
import { aboutFacts, themeWords } from './settings-words.ts';
import { VaultPanel } from './vault-panel.tsx';

/** The vault, how Signet looks, and which one this is. */
export function SettingsPage() {
  const client = useClient();
  const { settings, changeSettings } = useWorkspace();
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    void client.about.get({}).then((result) => result.ok && setAbout(result.value));
  }, [client]);
  return (
    <>
      <PageHeading title="Settings" />
      <div className="columns columns-start">
        <VaultPanel />
        <div className="stack-loose">
          <Panel title="Theme">
            <fieldset className="themes">
              <legend className="visually-hidden">Theme</legend>
              {themes.map((theme) => (
                <label key={theme} className="theme">
                  <input
                    type="radio"
                    name="theme"
                    value={theme}
                    checked={settings.theme === theme}
                    onChange={() => changeSettings({ theme })}
                  />
                  <span className={`theme-sample theme-sample-${theme}`} aria-hidden="true" />
                  <span>{themeWords[theme]}</span>
                </label>
              ))}
            </fieldset>
          </Panel>
          <Panel title="About">{about ? <Facts facts={aboutFacts(about)} /> : null}</Panel>
          <OwnServersPanel />
          <AlgorithmsPanel />
          <Panel title="Keyboard">
            <Facts facts={shortcuts.map(({ keys, what }) => ({ name: what, value: <kbd>{keys}</kbd> }))} />
          </Panel>
        </div>
      </div>
    </>
  );
}

const shortcuts: readonly { readonly keys: string; readonly what: string }[] = [
  { keys: 'Ctrl or ⌘ + 1 … 6', what: 'Go to a page' },
  { keys: 'Ctrl or ⌘ + K', what: 'Commands' },
  { keys: 'Ctrl or ⌘ + Enter', what: 'Send (in Compose)' },
];
