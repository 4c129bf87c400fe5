import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import type { ActionResult, FieldErrors } from './action-result.ts';

interface ActionState {
  /** Sends `body` as JSON to the action of a route (the page's own without `url`). */
  run(body: object, url?: string): void;
  isRunning: boolean;
  /** Of the last answer; empty while it runs. */
  errors: FieldErrors;
  /** The last refusal; null while it runs and after a success. */
  refusal: string | null;
}

/**
 * Something a page does on the server. The answer's message is shown as a toast, and a second press
 * while the first is under way does nothing.
 */
export function useAction(onDone?: () => void): ActionState {
  const fetcher = useFetcher<ActionResult>();
  const isRunning = fetcher.state !== 'idle';
  const seen = useRef<unknown>(undefined);
  const done = useRef(onDone);
  done.current = onDone;
  const result = fetcher.data;
  useEffect(() => {
    if (!result || seen.current === result) return;
    seen.current = result;
    shopify.toast.show(result.message, { isError: !result.ok });
    if (result.ok) done.current?.();
  }, [result]);
  const refused = !isRunning && result?.ok === false ? result : null;
  return {
    run: (body, url) => {
      if (isRunning) return;
      fetcher.submit(JSON.stringify(body), {
        method: 'post',
        encType: 'application/json',
        ...(url ? { action: url } : {}),
      });
    },
    isRunning,
    errors: refused?.errors ?? {},
    refusal: refused?.message ?? null,
  };
}
