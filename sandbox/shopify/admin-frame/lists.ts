import { type Html, html } from './html.ts';

export const pageSize = 50;

/** One page of a list, with what is needed to turn pages. */
export function sliceOf<Item>(items: Item[], url: URL): { shown: Item[]; page: number } {
  const wanted = Number(url.searchParams.get('page') ?? '1');
  const last = Math.max(1, Math.ceil(items.length / pageSize));
  const page = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, last) : 1;
  return { shown: items.slice((page - 1) * pageSize, page * pageSize), page };
}

function pageLink(url: URL, page: number, label: string, enabled: boolean): Html {
  if (!enabled) return html`<button class="button" disabled>${label}</button>`;
  const target = new URL(url);
  target.searchParams.set('page', String(page));
  target.searchParams.delete('done');
  target.searchParams.delete('failed');
  return html`<a class="button" href="${target.pathname + target.search}">${label}</a>`;
}

export interface ListOptions {
  title: string;
  url: URL;
  placeholder: string;
  heads: Html;
  rows: Html[];
  total: number;
  page: number;
  end?: Html;
}

/** A searchable list of the admin. */
export function listView(options: ListOptions): Html {
  const { url, page, total } = options;
  const last = Math.max(1, Math.ceil(total / pageSize));
  const pages = html`<div class="pages">${pageLink(url, page - 1, 'Previous', page > 1)}
    <span class="quiet">${page} of ${last}</span>
    ${pageLink(url, page + 1, 'Next', page < last)}</div>`;
  const table = html`<table class="list"><thead><tr>${options.heads}</tr></thead>
    <tbody>${options.rows}</tbody></table>${last > 1 ? pages : null}`;
  return html`<header class="page-head"><h1>${options.title}</h1>
    <span class="badge">${total.toLocaleString('en-US')}</span>
    <span class="grow"></span>${options.end}</header>
  <form class="filters" action="${url.pathname}"><input type="search" name="query"
    value="${url.searchParams.get('query') ?? ''}" placeholder="${options.placeholder}"
    aria-label="${options.placeholder}"><button class="button">Search</button></form>
  <div class="card flush">
  ${options.rows.length > 0 ? table : html`<p class="empty">Nothing matches.</p>`}</div>`;
}

export function queryOf(url: URL): string {
  return (url.searchParams.get('query') ?? '').trim().toLowerCase();
}
