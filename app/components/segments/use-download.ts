import { useState } from 'react';
import { useShell } from '../shared/shell-context.tsx';

/**
 * Downloads a file of the app. A link would not do: the admin's frame says who asks in a header that
 * only `fetch` sends.
 */
export function useDownload(): { download(url: string, name: string): void; isRunning: boolean } {
  const { messages } = useShell();
  const [isRunning, setIsRunning] = useState(false);
  const run = async (url: string, name: string) => {
    setIsRunning(true);
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${response.status}`);
      const address = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      URL.revokeObjectURL(address);
    } catch {
      shopify.toast.show(messages.segments.own.notDownloaded, { isError: true });
    } finally {
      setIsRunning(false);
    }
  };
  return { download: (url, name) => void run(url, name), isRunning };
}
