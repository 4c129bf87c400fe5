import type { BarAction } from '../protocol.ts';

/** A button or link that the frame shows and that is clicked here. */
export type ActionElement = HTMLButtonElement | HTMLAnchorElement;

export function isActionElement(node: unknown): node is ActionElement {
  return node instanceof HTMLButtonElement || node instanceof HTMLAnchorElement;
}

export function isOn(element: Element, attribute: string): boolean {
  const value = element.getAttribute(attribute);
  return value !== null && value !== 'false';
}

export function readLabel(element: Element): string {
  return (element.textContent ?? '').trim().replace(/\s+/g, ' ');
}

export function describeAction(element: ActionElement, key: string): BarAction {
  const variant = element.getAttribute('variant');
  const section = element.closest('section');
  return {
    key,
    label: readLabel(element),
    variant: variant === 'primary' || variant === 'breadcrumb' ? variant : 'plain',
    critical: element.getAttribute('tone') === 'critical',
    disabled: isOn(element, 'disabled'),
    loading: isOn(element, 'loading'),
    menu: section ? (section.getAttribute('label') ?? 'More actions') : null,
  };
}

/** The buttons and links below an element, keyed by their position. */
export function listActions(parent: Element): Map<string, ActionElement> {
  const found = [...parent.querySelectorAll('button, a')].filter(isActionElement);
  return new Map(found.map((element, index) => [String(index), element]));
}

/**
 * An element whose children describe something shown elsewhere: `changed` runs once after every
 * burst of changes below it. Its own tree is never touched, so that hydration finds what the
 * server sent.
 */
export class DescribingElement extends HTMLElement {
  #observer = new MutationObserver(() => this.#schedule());
  #scheduled = false;

  connectedCallback(): void {
    this.#observer.observe(this, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    this.#schedule();
  }

  disconnectedCallback(): void {
    this.#observer.disconnect();
    this.removed();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.isConnected) this.changed();
    });
  }

  changed(): void {}

  removed(): void {}
}

/** Adopted rather than inserted: React hydrates the whole document and must not find new nodes. */
export function hideDescriptions(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar { display: none }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
