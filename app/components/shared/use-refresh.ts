import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/** Loads the page's data again and again while something on it is still going on. */
export function useRefresh(isOn: boolean, everyMs = 2_000): void {
  const revalidator = useRevalidator();
  const current = useRef(revalidator);
  current.current = revalidator;
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => {
      const isIdle = current.current.state === 'idle';
      if (isIdle && document.visibilityState === 'visible') current.current.revalidate();
    }, everyMs);
    return () => clearInterval(timer);
  }, [isOn, everyMs]);
}
