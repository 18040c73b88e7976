import { createContext, Fragment, type ReactNode, useCallback, useContext, useState } from 'react';

const StartOverContext = createContext<(() => void) | null>(null);

/** Holds everything that the window remembers, so that it can be forgotten. */
export function StartOverProvider({ children }: { children: ReactNode }) {
  const [life, setLife] = useState(1);
  const startOver = useCallback(() => setLife((before) => before + 1), []);
  return (
    <StartOverContext value={startOver}>
      <Fragment key={life}>{children}</Fragment>
    </StartOverContext>
  );
}

/** Begins as a window does that was just opened: for when the core has erased what this one still shows. */
export function useStartOver(): () => void {
  const startOver = useContext(StartOverContext);
  if (!startOver) throw new Error('useStartOver needs a StartOverProvider above it');
  return startOver;
}
