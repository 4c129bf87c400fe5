export interface Coalescer {
  ask(key: string): void;
  /** Sends what is still held and waits for everything that is on its way. */
  close(): Promise<void>;
}

/**
 * Lets the first ask for a key through at once and turns all that follow within `windowMs` into
 * one, sent at the window's end. No ask is dropped: each is followed by a send that began after it.
 *
 * @param send must not reject.
 */
export function createCoalescer(windowMs: number, send: (key: string) => Promise<void>): Coalescer {
  const windows = new Map<string, { askedAgain: boolean; timer: NodeJS.Timeout }>();
  const sending = new Set<Promise<void>>();
  let closed = false;

  function start(key: string): void {
    const sent = send(key);
    sending.add(sent);
    void sent.finally(() => sending.delete(sent));
    const timer = setTimeout(() => {
      const { askedAgain } = windows.get(key) ?? { askedAgain: false };
      windows.delete(key);
      if (askedAgain) start(key);
    }, windowMs);
    timer.unref();
    windows.set(key, { askedAgain: false, timer });
  }

  return {
    ask: (key) => {
      if (closed) return;
      const window = windows.get(key);
      if (window) window.askedAgain = true;
      else start(key);
    },
    close: async () => {
      closed = true;
      for (const [key, window] of windows) {
        clearTimeout(window.timer);
        if (window.askedAgain) sending.add(send(key));
      }
      windows.clear();
      await Promise.allSettled(sending);
    },
  };
}
