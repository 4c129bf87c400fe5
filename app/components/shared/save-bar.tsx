import { useBlocker } from '@remix-run/react';
import { useEffect, useId } from 'react';
import { BarButton } from './bar-button.tsx';
import { useShell } from './shell-context.tsx';

interface SaveBarProps {
  isDirty: boolean;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** The admin's save bar: there while something is not saved, and it holds back leaving the page. */
export function SaveBar({ isDirty, isSaving, onSave, onDiscard }: SaveBarProps) {
  const { messages } = useShell();
  const id = `save-bar-${useId().replaceAll(':', '')}`;
  useEffect(() => {
    const { saveBar } = shopify;
    void (isDirty ? saveBar.show(id) : saveBar.hide(id));
  }, [isDirty, id]);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    let isCurrent = true;
    shopify.saveBar
      .leaveConfirmation()
      .then(() => isCurrent && blocker.proceed())
      .catch(() => isCurrent && blocker.reset());
    return () => {
      isCurrent = false;
    };
  }, [blocker]);
  return (
    <ui-save-bar id={id}>
      <BarButton
        variant="primary"
        label={messages.shared.save}
        loading={isSaving}
        onPress={onSave}
      />
      <BarButton label={messages.shared.discard} disabled={isSaving} onPress={onDiscard} />
    </ui-save-bar>
  );
}
