/** Markup that is safe to send: made by `html` (which escapes) or declared so by `markup`. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = string | number | null | undefined | false | Html | readonly Html[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map((part) => part.markup).join('');
}

/** A template whose values are escaped unless they are `Html` themselves. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const parts = strings.map((text, index) => text + render(values[index]));
  return { markup: parts.join('') };
}

/** Text that is known to be markup already, such as an icon of this project. */
export function markup(text: string): Html {
  return { markup: text };
}

/** Data for the page's own script: a JSON block that cannot end the element it stands in. */
export function jsonBlock(id: string, data: unknown): Html {
  const text = JSON.stringify(data).replace(/</g, '\\u003c');
  return markup(`<script type="application/json" id="${escapeHtml(id)}">${text}</script>`);
}
