import { useEffect } from 'react';
import { useNavigation } from '../state/navigation.tsx';
import { pages } from '../state/pages.ts';

/** Ctrl or Cmd with a digit goes to a page, with K opens the commands. */
export function useShortcuts(openPalette: () => void): void {
  const { go } = useNavigation();
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      // A dialog has the keyboard to itself.
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return;
      const page = /^[1-9]$/.test(event.key) ? pages[Number(event.key) - 1] : undefined;
      if (page) go(page);
      else if (event.key.toLowerCase() === 'k') openPalette();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', keyDown);
    return () => window.removeEventListener('keydown', keyDown);
  }, [go, openPalette]);
}
