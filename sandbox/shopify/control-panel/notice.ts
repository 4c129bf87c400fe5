import { type Html, html } from '../admin-frame/html.ts';
import { type PageRequest, type PageResponse, redirectTo } from '../admin-frame/page.ts';

export interface Outcome {
  ok: boolean;
  message: string;
}

/** Goes back to where the form was (or to `fallback`) and says there what came of it. */
export function tellOutcome(
  request: PageRequest,
  fallback: string,
  outcome: Outcome,
): PageResponse {
  const wanted = request.form.get('back') ?? fallback;
  const back = new URL(wanted.startsWith('/') ? wanted : fallback, 'http://local');
  back.searchParams.delete('done');
  back.searchParams.delete('failed');
  back.searchParams.set(outcome.ok ? 'done' : 'failed', outcome.message);
  return redirectTo(back.pathname + back.search);
}

/** What the last action came to, shown on the page it led back to. */
export function noticeOf(url: URL): Html {
  const done = url.searchParams.get('done');
  const failed = url.searchParams.get('failed');
  if (failed) return html`<p class="banner bad" role="alert">${failed}</p>`;
  return done ? html`<p class="banner good" role="status">${done}</p>` : html``;
}
