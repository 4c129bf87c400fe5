import { useEffect, useRef, useState } from 'react';
import { useShell } from '../shared/shell-context.tsx';

const WIDTHS = { desktop: 640, phone: 375 } as const;

/**
 * A mail as a mail program of that width shows it, scaled down where the page is narrower. Nothing
 * in it runs: the frame allows no scripts.
 */
export function MailFrame({ html, device }: { html: string; device: keyof typeof WIDTHS }) {
  const { messages } = useShell();
  const holder = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [space, setSpace] = useState<number>(WIDTHS.phone);
  const [height, setHeight] = useState(600);
  const measure = () => {
    const body = frame.current?.contentDocument?.documentElement;
    if (body) setHeight(Math.max(200, body.scrollHeight));
  };
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSpace(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const width = WIDTHS[device];
  const scale = Math.min(1, space / width);
  return (
    <div ref={holder} style={{ width: '100%' }}>
      <div
        style={{
          width: width * scale,
          height: height * scale,
          margin: '0 auto',
          overflow: 'hidden',
        }}
      >
        <iframe
          key={device}
          ref={frame}
          title={messages.campaignEditor.preview.frame}
          srcDoc={html}
          sandbox="allow-same-origin"
          onLoad={measure}
          style={{
            width,
            height,
            border: 0,
            background: '#fff',
            transform: `scale(${scale})`,
            transformOrigin: '0 0',
          }}
        />
      </div>
    </div>
  );
}
