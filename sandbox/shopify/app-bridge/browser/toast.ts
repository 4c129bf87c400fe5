import { onFrameMessage, sendToFrame } from './transport.ts';

interface ToastOptions {
  duration?: number;
  isError?: boolean;
  action?: string;
  onAction?: () => void;
  onDismiss?: () => void;
}

const callbacks = new Map<string, ToastOptions>();
let lastToast = 0;

export const toast = {
  show(text: string, options: ToastOptions = {}): string {
    lastToast += 1;
    const id = `toast-${lastToast}`;
    callbacks.set(id, options);
    const { duration = 5000, isError = false, action = null } = options;
    const shown = { id, text: String(text), isError, durationMs: duration, action };
    sendToFrame({ type: 'toast', toast: shown });
    return id;
  },
  hide(id: string): void {
    sendToFrame({ type: 'toast-hide', id });
  },
};

export function startToasts(): void {
  onFrameMessage((message) => {
    if (message.type !== 'toast-event') return;
    const options = callbacks.get(message.id);
    if (message.event === 'action') options?.onAction?.();
    else options?.onDismiss?.();
    if (message.event === 'dismiss') callbacks.delete(message.id);
  });
}
