import { DescribingElement, describeAction, listActions, readLabel } from './elements.ts';
import { navigateApp } from './navigation.ts';
import { onFrameMessage, sendToFrame } from './transport.ts';

class NavigationMenu extends DescribingElement {
  override changed(): void {
    const links = [...this.querySelectorAll('a[href]')];
    const shown = links.filter((link) => link.getAttribute('rel') !== 'home');
    const items = shown.map((link) => ({
      label: readLabel(link),
      href: link.getAttribute('href') ?? '/',
    }));
    const home = links.find((link) => link.getAttribute('rel') === 'home')?.getAttribute('href');
    sendToFrame({ type: 'navigation', items, home: home ?? '/' });
  }
}

const titleBars: TitleBarElement[] = [];

function showTopTitleBar(): void {
  sendToFrame({ type: 'title-bar', bar: titleBars.at(-1)?.describe() ?? null });
}

class TitleBarElement extends DescribingElement {
  override changed(): void {
    // A title bar inside a modal belongs to that modal.
    if (this.closest('ui-modal')) return;
    if (!titleBars.includes(this)) titleBars.push(this);
    showTopTitleBar();
  }

  override removed(): void {
    const index = titleBars.indexOf(this);
    if (index < 0) return;
    titleBars.splice(index, 1);
    // The next page's title bar usually follows in the same turn: no flicker between them.
    queueMicrotask(showTopTitleBar);
  }

  describe() {
    const actions = [...listActions(this)].map(([key, element]) => describeAction(element, key));
    return { title: this.getAttribute('title') ?? '', actions };
  }

  pressAction(key: string): void {
    const element = listActions(this).get(key);
    if (!element) return;
    element.click();
    const href = element instanceof HTMLAnchorElement ? element.getAttribute('href') : null;
    if (href) navigateApp(href, element);
  }
}

export function defineBars(): void {
  customElements.define('ui-nav-menu', class extends NavigationMenu {});
  customElements.define('s-app-nav', class extends NavigationMenu {});
  customElements.define('ui-title-bar', TitleBarElement);
  onFrameMessage((message) => {
    if (message.type === 'title-bar-action') titleBars.at(-1)?.pressAction(message.key);
  });
}
