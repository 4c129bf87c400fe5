import { useEffect, useId, useState } from 'react';
import { createPortal } from 'react-dom';
import { BarButton } from './bar-button.tsx';
import { useShell } from './shell-context.tsx';

interface ConfirmModalProps {
  isOpen: boolean;
  title: string;
  /** What will happen, one paragraph each. */
  paragraphs: string[];
  confirmLabel: string;
  tone?: 'critical';
  isRunning?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that is not undone lightly. App Bridge draws it over the whole admin. */
export function ConfirmModal(props: ConfirmModalProps) {
  const { messages } = useShell();
  const id = `confirm-${useId().replaceAll(':', '')}`;
  const { isOpen, onClose } = props;
  const [body, setBody] = useState<HTMLElement | null>(null);
  useEffect(() => setBody(document.body), []);
  useEffect(() => {
    if (body) void (isOpen ? shopify.modal.show(id) : shopify.modal.hide(id));
  }, [isOpen, id, body]);
  useEffect(() => {
    const modal = body && document.getElementById(id);
    modal?.addEventListener('hide', onClose);
    return () => modal?.removeEventListener('hide', onClose);
  }, [id, onClose, body]);
  // Outside of every card, where nothing else can lie above it.
  if (!body) return null;
  return createPortal(
    <ui-modal id={id}>
      {/* The modal is another document: it has neither Polaris' styles nor React's events. */}
      <div style={{ padding: '16px' }}>
        {props.paragraphs.map((paragraph, index) => (
          <p key={paragraph} style={{ margin: index === 0 ? '0' : '12px 0 0' }}>
            {paragraph}
          </p>
        ))}
      </div>
      <ui-title-bar title={props.title}>
        <BarButton
          variant="primary"
          label={props.confirmLabel}
          {...(props.tone ? { tone: props.tone } : {})}
          loading={props.isRunning ?? false}
          onPress={props.onConfirm}
        />
        <BarButton label={messages.shared.cancel} onPress={onClose} />
      </ui-title-bar>
    </ui-modal>,
    body,
  );
}
