import { defineBars } from './bars.ts';
import { config } from './config.ts';
import { hideDescriptions } from './elements.ts';
import { fetchIdToken, patchFetch } from './fetch.ts';
import { defineModals, ModalElement } from './modal.ts';
import { startNavigation } from './navigation.ts';
import { hasUnsavedChanges, SaveBarElement, startSaveBars } from './save-bar.ts';
import { startToasts, toast } from './toast.ts';
import { adminOrigin, askFrame, isEmbedded, sendToFrame } from './transport.ts';
import { startWebVitals, webVitals } from './web-vitals.ts';

type Shown = ModalElement | SaveBarElement;

function findById<Found extends Shown>(id: string, kind: new () => Found): Found {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`App Bridge found no such element with the id "${id}"`);
}

function byId<Found extends Shown>(kind: new () => Found) {
  return {
    show: async (id: string) => findById(id, kind).show(),
    hide: async (id: string) => findById(id, kind).hide(),
    toggle: async (id: string) => findById(id, kind).toggle(),
  };
}

/** A picker's answer is an array that also names itself `selection`. */
async function pickResources(options: unknown): Promise<unknown> {
  const picked = await askFrame('resourcePicker', options);
  return Array.isArray(picked) ? Object.assign(picked, { selection: picked }) : undefined;
}

async function pick(options: unknown): Promise<{ selected: Promise<unknown> }> {
  return { selected: askFrame('picker', options).then((value) => value ?? undefined) };
}

function absent(name: string): () => Promise<never> {
  return async () => {
    throw new Error(`${name} is not modelled by the local Shopify`);
  };
}

const bridge = {
  config,
  origin: adminOrigin,
  ready: Promise.resolve(),
  environment: {
    mobile: window.matchMedia('(max-width: 490px)').matches,
    embedded: isEmbedded,
    pos: false,
    intent: false,
  },
  setSignals: () => {},
  idToken: () => fetchIdToken(),
  user: () => askFrame('user'),
  loading: (on = false) => sendToFrame({ type: 'loading', on: Boolean(on) }),
  toast,
  modal: byId(ModalElement),
  saveBar: {
    ...byId(SaveBarElement),
    leaveConfirmation: async () => {
      if (hasUnsavedChanges()) await askFrame('leaveConfirmation');
    },
  },
  resourcePicker: pickResources,
  picker: pick,
  scopes: {
    query: () => askFrame('scopes', { action: 'query' }),
    request: (scopes: string[]) => askFrame('scopes', { action: 'request', scopes }),
    revoke: (scopes: string[]) => askFrame('scopes', { action: 'revoke', scopes }),
  },
  webVitals,
  app: { extensions: async () => [] },
  support: { registerHandler: async () => {} },
  reviews: {
    request: async () => ({
      success: false,
      code: 'merchant-ineligible',
      message: 'The local Shopify collects no reviews',
    }),
  },
  intents: {
    request: { value: null, subscribe: () => () => {} },
    register: () => () => {},
    invoke: absent('shopify.intents.invoke'),
  },
  pos: {
    cart: {},
    close: absent('shopify.pos.close'),
    device: absent('shopify.pos.device'),
    location: absent('shopify.pos.location'),
  },
  scanner: { capture: absent('shopify.scanner.capture') },
  shopifyQL: { available: async () => false },
  tools: { register: () => () => {}, unregister: () => {}, clear: () => {} },
};

Object.assign(window, { shopify: bridge });
patchFetch();
hideDescriptions();
defineBars();
defineModals();
startSaveBars();
startToasts();
startWebVitals();
sendToFrame({ type: 'hello' });
window.addEventListener('pagehide', () => sendToFrame({ type: 'leaving' }));
startNavigation();
