import { type RefObject, useEffect, useState } from 'react';

/** Where a box is scrolled to and how high it is, in pixels. */
export interface ScrollView {
  readonly top: number;
  readonly height: number;
}

// Before anything was laid out.
const assumedHeight = 600;

/** Follows the scrolling and the height of a box, for those that draw only what is in view. */
export function useScrollView(box: RefObject<HTMLElement | null>, enabled = true) {
  const [view, setView] = useState<ScrollView>({ top: 0, height: assumedHeight });
  useEffect(() => {
    const element = box.current;
    if (!element || !enabled) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight || assumedHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [box, enabled]);
  return [view, setView] as const;
}
