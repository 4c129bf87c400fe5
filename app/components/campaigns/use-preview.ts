import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';

export const PREVIEW_URL = '/app/campaigns/preview';
const TYPING_PAUSE_MS = 400;

export type PreviewAnswer =
  | { outcome: 'rendered'; subject: string; html: string; text: string }
  | { outcome: 'invalid'; errors: Record<string, string> };

export interface PreviewState {
  /** The last mail that could be rendered; null before the first. */
  mail: { subject: string; html: string; text: string } | null;
  /** What is wrong with the definition as it stands; empty where nothing is. */
  errors: Record<string, string>;
  isUpdating: boolean;
}

/** The mail of a definition as it is being typed: asked for anew after each pause. */
export function usePreview(body: object): PreviewState {
  const fetcher = useFetcher<PreviewAnswer>();
  const submit = useRef(fetcher.submit);
  submit.current = fetcher.submit;
  const text = JSON.stringify(body);
  const isFirst = useRef(true);
  useEffect(() => {
    const delay = isFirst.current ? 0 : TYPING_PAUSE_MS;
    isFirst.current = false;
    const timer = setTimeout(() => {
      submit.current(text, { method: 'post', encType: 'application/json', action: PREVIEW_URL });
    }, delay);
    return () => clearTimeout(timer);
  }, [text]);
  const last = useRef<PreviewState['mail']>(null);
  const { data } = fetcher;
  if (data?.outcome === 'rendered') last.current = data;
  return {
    mail: last.current,
    errors: data?.outcome === 'invalid' ? data.errors : {},
    isUpdating: fetcher.state !== 'idle',
  };
}
