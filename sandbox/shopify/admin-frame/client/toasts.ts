import type { ToastMessage } from '../../app-bridge/protocol.ts';
import { copyIcon, create, find } from './dom.ts';

type ToastEvent = 'action' | 'dismiss';

/** Shows a message for its time; the app hears when it is acted upon or gone. */
export function showToast(
  toast: ToastMessage,
  notify: (event: ToastEvent) => void = () => {},
): void {
  const element = create('div', { class: toast.isError ? 'toast error' : 'toast', id: toast.id });
  element.append(create('span', { text: toast.text }));
  let timer: number | undefined;
  const remove = () => {
    window.clearTimeout(timer);
    if (!element.isConnected) return;
    element.remove();
    notify('dismiss');
  };
  if (toast.action) {
    const action = create('button', { type: 'button', text: toast.action });
    action.addEventListener('click', () => {
      notify('action');
      remove();
    });
    element.append(action);
  }
  const close = create('button', { type: 'button', 'aria-label': 'Dismiss' }, copyIcon('close'));
  close.addEventListener('click', remove);
  element.addEventListener('hide', remove);
  element.append(close);
  find('toasts').append(element);
  timer = window.setTimeout(remove, Math.max(toast.durationMs, 1000));
}

export function hideToast(id: string): void {
  document.getElementById(id)?.dispatchEvent(new Event('hide'));
}
