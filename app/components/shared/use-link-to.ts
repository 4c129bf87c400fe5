import { useNavigate } from '@remix-run/react';
import { useCallback } from 'react';

/** Goes to another page of the app, asking first where changes are not saved. */
export function useLinkTo(): (url: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (url: string) => {
      void shopify.saveBar.leaveConfirmation().then(() => navigate(url));
    },
    [navigate],
  );
}
