/**
 * What the App Bridge stand-in (inside the app's iframe) and the admin frame (around it) say to each
 * other by `postMessage`. Types only: the browser gets none of this file.
 */

export interface NavigationItem {
  label: string;
  href: string;
}

export interface BarAction {
  /** Names the element in the app that a click in the frame is passed on to. */
  key: string;
  label: string;
  variant: 'primary' | 'breadcrumb' | 'plain';
  critical: boolean;
  disabled: boolean;
  loading: boolean;
  /** The label of the menu that holds the action, or null when it is a button of its own. */
  menu: string | null;
}

export interface TitleBar {
  title: string;
  actions: BarAction[];
}

export interface SaveBar {
  saveLabel: string;
  saveDisabled: boolean;
  saveLoading: boolean;
  discardLabel: string;
  discardDisabled: boolean;
  discardLoading: boolean;
  /** Whether the merchant is asked before their changes are thrown away. */
  discardConfirmation: boolean;
}

export interface ToastMessage {
  id: string;
  text: string;
  isError: boolean;
  durationMs: number;
  action: string | null;
}

export type RequestMethod =
  | 'idToken'
  | 'user'
  | 'scopes'
  | 'resourcePicker'
  | 'picker'
  | 'leaveConfirmation';

/** From the app to the frame. */
export type ToFrame =
  | { type: 'hello' }
  /** The document goes; another one should greet. */
  | { type: 'leaving' }
  | { type: 'location'; path: string }
  | { type: 'navigation'; items: NavigationItem[]; home: string }
  | { type: 'title-bar'; bar: TitleBar | null }
  | { type: 'save-bar'; bar: SaveBar | null }
  | { type: 'modal'; open: boolean }
  | { type: 'toast'; toast: ToastMessage }
  | { type: 'toast-hide'; id: string }
  | { type: 'loading'; on: boolean }
  | { type: 'redirect'; url: string }
  | { type: 'request'; id: string; method: RequestMethod; argument: unknown };

/** From the frame to the app. */
export type ToApp =
  | { type: 'response'; id: string; value: unknown }
  | { type: 'failure'; id: string; message: string }
  | { type: 'navigate'; href: string }
  | { type: 'title-bar-action'; key: string }
  | { type: 'save-bar-action'; action: 'save' | 'discard' }
  | { type: 'toast-event'; id: string; event: 'action' | 'dismiss' };

/** The mark that tells these messages from any other on the page. */
export const MESSAGE_MARK = 'local-shopify-admin';

export type Envelope<Message> = { mark: typeof MESSAGE_MARK; message: Message };
