import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import './tabs.css';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly title: ReactNode;
  readonly content: ReactNode;
}

interface TabsProps<Name extends string> {
  label: string;
  value: Name;
  onChange: (name: Name) => void;
  tabs: readonly Tab<Name>[];
  /** At the right end of the row of tabs. */
  aside?: ReactNode;
}

/** One of several views of a thing. https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
export function Tabs<Name extends string>({ label, value, onChange, tabs, aside }: TabsProps<Name>) {
  return (
    <BaseTabs.Root className="tabs" value={value} onValueChange={(name: Name) => onChange(name)}>
      <div className="tabs-head">
        <BaseTabs.List className="tabs-list" aria-label={label}>
          {tabs.map((tab) => (
            <BaseTabs.Tab key={tab.name} className="tab" value={tab.name}>
              {tab.title}
            </BaseTabs.Tab>
          ))}
        </BaseTabs.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.name} className="tab-panel" value={tab.name}>
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
