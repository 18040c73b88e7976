import { useEffect, useState } from 'react';
import type { About } from '../../../shared/contract/about.ts';
import { themes } from '../../../shared/contract/workspace.ts';
import { useVault } from '../../app-state/vault.tsx';
import { useWorkspace } from '../../app-state/workspace.tsx';
import { useClient } from '../../client/client-provider.tsx';
import { vaultWords } from '../../parts/vault-words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AlgorithmsPanel } from './algorithms-panel.tsx';
import './settings.css';
import { aboutFacts, themeWords, vaultAction, vaultTone } from './settings-words.ts';
import { shortcuts } from './shortcuts.ts';

/** How Signet looks, where it keeps things, and which one this is. */
export function SettingsPage() {
  const client = useClient();
  const { settings, setTheme } = useWorkspace();
  const { status, setDialogOpen } = useVault();
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    void client.about.get({}).then((result) => result.ok && setAbout(result.value));
  }, [client]);
  return (
    <>
      <PageHeading title="Settings" />
      <div className="columns columns-start">
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
                    onChange={() => setTheme(theme)}
                  />
                  <span className={`theme-sample theme-sample-${theme}`} aria-hidden="true" />
                  <span>{themeWords[theme]}</span>
                </label>
              ))}
            </fieldset>
          </Panel>
          {status ? (
            <Panel
              title="Vault"
              note={<Badge tone={vaultTone[status.state]}>{vaultWords[status.state].short}</Badge>}
              actions={<Button onClick={() => setDialogOpen(true)}>{vaultAction[status.state]}</Button>}
            >
              <p className="quiet">{vaultWords[status.state].long}</p>
              <Facts
                facts={[
                  { name: 'File', value: status.file, copy: status.file, mono: true },
                  { name: 'Entries', value: String(status.entries) },
                ]}
              />
            </Panel>
          ) : null}
        </div>
        <div className="stack-loose">
          <Panel title="About">{about ? <Facts facts={aboutFacts(about)} /> : null}</Panel>
          <AlgorithmsPanel />
          <Panel title="Keyboard">
            <Facts facts={shortcuts.map(({ keys, what }) => ({ name: what, value: <kbd>{keys}</kbd> }))} />
          </Panel>
        </div>
      </div>
    </>
  );
}
