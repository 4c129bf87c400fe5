import type { Envelope, RequestMethod, ToApp, ToFrame } from '../protocol.ts';

// The script is served by the local Shopify, so its own address names the admin's origin.
const bridgeScript = document.currentScript;
export const scriptElement = bridgeScript instanceof HTMLScriptElement ? bridgeScript : null;
export const adminOrigin = new URL(scriptElement?.src ?? location.href).origin;
export const isEmbedded = window.top !== null && window.top !== window.self;

const mark = 'local-shopify-admin';
const listeners = new Set<(message: ToApp) => void>();
const waiting = new Map<string, { resolve(value: unknown): void; reject(error: Error): void }>();
let lastRequest = 0;

export function sendToFrame(message: ToFrame): void {
  if (isEmbedded) window.top?.postMessage({ mark, message }, adminOrigin);
}

/** Asks the admin frame; rejects with its message when it refuses. */
export function askFrame(method: RequestMethod, argument: unknown = null): Promise<unknown> {
  lastRequest += 1;
  const id = `${lastRequest}-${Math.random().toString(36).slice(2)}`;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    sendToFrame({ type: 'request', id, method, argument });
  });
}

export function onFrameMessage(listener: (message: ToApp) => void): void {
  listeners.add(listener);
}

function isEnvelope(data: unknown): data is Envelope<ToApp> {
  return typeof data === 'object' && data !== null && 'mark' in data && data.mark === mark;
}

function settle(message: ToApp): void {
  if (message.type !== 'response' && message.type !== 'failure') return;
  const request = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.type === 'response') request?.resolve(message.value);
  else request?.reject(new Error(message.message));
}

window.addEventListener('message', (event) => {
  if (event.origin !== adminOrigin || !isEnvelope(event.data)) return;
  const { message } = event.data;
  settle(message);
  for (const listener of listeners) listener(message);
});
