import type { ActionElement } from './elements.ts';
import { DescribingElement, isOn, listActions, readLabel } from './elements.ts';
import { modalStyle } from './modal-style.ts';
import { sendToFrame } from './transport.ts';

let openModals = 0;

/**
 * Shown over the app rather than over the whole admin: the children stay where the app rendered
 * them, with its styles and handlers. The frame dims its own part of the page meanwhile.
 */
export class ModalElement extends DescribingElement {
  #root = this.attachShadow({ mode: 'open' });
  #returnFocus: Element | null = null;

  get showing(): boolean {
    return this.hasAttribute('data-open');
  }

  get variant(): string {
    return this.getAttribute('variant') ?? 'base';
  }

  set variant(value: string) {
    this.setAttribute('variant', value);
  }

  get src(): string | undefined {
    return this.getAttribute('src') ?? undefined;
  }

  set src(value: string | undefined) {
    if (value === undefined) this.removeAttribute('src');
    else this.setAttribute('src', value);
  }

  get content(): HTMLElement {
    return this;
  }

  get contentWindow(): Window | null {
    return this.#root.querySelector('iframe')?.contentWindow ?? null;
  }

  async show(): Promise<void> {
    if (this.showing) return;
    this.#returnFocus = document.activeElement;
    this.setAttribute('data-open', '');
    this.#render();
    openModals += 1;
    sendToFrame({ type: 'modal', open: true });
    this.#root.querySelector<HTMLElement>('.dialog')?.focus();
    this.dispatchEvent(new Event('show'));
  }

  async hide(): Promise<void> {
    if (!this.showing) return;
    this.#closed();
    if (this.#returnFocus instanceof HTMLElement) this.#returnFocus.focus();
    this.dispatchEvent(new Event('hide'));
  }

  async toggle(): Promise<void> {
    await (this.showing ? this.hide() : this.show());
  }

  override changed(): void {
    if (this.showing) this.#renderBars();
  }

  override removed(): void {
    if (this.showing) this.#closed();
  }

  #closed(): void {
    this.removeAttribute('data-open');
    this.#root.replaceChildren();
    openModals -= 1;
    sendToFrame({ type: 'modal', open: openModals > 0 });
  }

  #render(): void {
    const source = this.src;
    this.#root.innerHTML = `<style>${modalStyle}</style>
      <div class="backdrop"><div class="dialog" role="dialog" aria-modal="true" tabindex="-1"
        aria-labelledby="title"><header><h2 id="title"></h2><button class="close"
        aria-label="Close">×</button></header><div class="content"></div><footer></footer>
      </div></div>`;
    const content = this.#root.querySelector('.content');
    const inner = document.createElement(source ? 'iframe' : 'slot');
    if (source) inner.setAttribute('src', source);
    content?.append(inner);
    const backdrop = this.#root.querySelector('.backdrop');
    backdrop?.addEventListener('click', (event) => {
      if (event.target === backdrop) void this.hide();
    });
    backdrop?.addEventListener('keydown', (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Escape') void this.hide();
    });
    this.#root.querySelector('.close')?.addEventListener('click', () => void this.hide());
    this.#renderBars();
  }

  #renderBars(): void {
    const bar = this.querySelector('ui-title-bar');
    const dialog = this.#root.querySelector<HTMLElement>('.dialog');
    const title = this.#root.querySelector('h2');
    if (dialog) dialog.dataset.variant = this.variant;
    if (title) title.textContent = bar?.getAttribute('title') ?? '';
    const actions = bar ? [...listActions(bar).values()] : [];
    const ordered = actions.sort((one, other) => isPrimary(one) - isPrimary(other));
    this.#root.querySelector('footer')?.replaceChildren(...ordered.map(copyButton));
  }
}

function isPrimary(action: ActionElement): number {
  return action.getAttribute('variant') === 'primary' ? 1 : 0;
}

function copyButton(action: ActionElement): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = readLabel(action);
  button.disabled = isOn(action, 'disabled') || isOn(action, 'loading');
  if (isPrimary(action)) button.classList.add('primary');
  if (action.getAttribute('tone') === 'critical') button.classList.add('critical');
  button.addEventListener('click', () => action.click());
  return button;
}

export function defineModals(): void {
  customElements.define('ui-modal', ModalElement);
}
