import type { BarAction, NavigationItem, SaveBar, TitleBar } from '../../app-bridge/protocol.ts';
import { copyIcon, create, find } from './dom.ts';

function createAction(action: BarAction, onAction: (key: string) => void): HTMLButtonElement {
  const button = create('button', { type: 'button', class: 'button', text: action.label });
  if (action.variant === 'primary') button.classList.add('primary');
  if (action.critical) button.classList.add('critical');
  if (action.loading) button.classList.add('busy');
  button.disabled = action.disabled || action.loading;
  button.addEventListener('click', () => onAction(action.key));
  return button;
}

function createMenu(
  label: string,
  actions: BarAction[],
  onAction: (key: string) => void,
): HTMLElement {
  const list = create('div', { class: 'button-menu', role: 'menu' });
  list.hidden = true;
  const toggle = create('button', { type: 'button', class: 'button', 'aria-haspopup': 'menu' });
  toggle.append(label || copyIcon('more'));
  if (!label) toggle.setAttribute('aria-label', 'More actions');
  toggle.addEventListener('click', () => {
    list.hidden = !list.hidden;
  });
  for (const action of actions) {
    const item = create('button', { type: 'button', role: 'menuitem', text: action.label });
    if (action.critical) item.classList.add('critical');
    item.disabled = action.disabled || action.loading;
    item.addEventListener('click', () => {
      list.hidden = true;
      onAction(action.key);
    });
    list.append(item);
  }
  const menu = create('div', { class: 'actions' }, toggle, list);
  menu.addEventListener('focusout', (event) => {
    const next = event.relatedTarget;
    if (!(next instanceof Node) || !menu.contains(next)) list.hidden = true;
  });
  return menu;
}

function createBreadcrumb(action: BarAction, onAction: (key: string) => void): HTMLElement {
  const button = create(
    'button',
    { type: 'button', class: 'button plain', 'aria-label': action.label || 'Back' },
    copyIcon('back'),
  );
  button.addEventListener('click', () => onAction(action.key));
  return button;
}

function placeActions(bar: TitleBar, isNarrow: boolean, onAction: (key: string) => void) {
  const shown = bar.actions.filter((action) => action.variant !== 'breadcrumb');
  const primary = shown.filter((action) => action.variant === 'primary');
  const others = shown.filter((action) => action.variant !== 'primary');
  const menus = new Map<string, BarAction[]>();
  const buttons: HTMLElement[] = [];
  for (const action of others) {
    // A phone has room for the primary action only.
    const menu = isNarrow ? '' : action.menu;
    if (menu === null) buttons.push(createAction(action, onAction));
    else menus.set(menu, [...(menus.get(menu) ?? []), action]);
  }
  for (const [label, actions] of menus) buttons.push(createMenu(label, actions, onAction));
  return [...buttons, ...primary.map((action) => createAction(action, onAction))];
}

/** The app's name, then the page's title and actions. */
export function renderTitleBar(
  bar: TitleBar | null,
  appName: string,
  onAction: (key: string) => void,
): void {
  const title = find('app-title');
  title.replaceChildren(create('span', { class: 'app-name', text: appName }));
  if (bar?.title && bar.title !== appName) {
    title.append(create('span', { class: 'separator', text: '/' }), bar.title);
  }
  const breadcrumb = bar?.actions.find((action) => action.variant === 'breadcrumb');
  find('app-breadcrumb').replaceChildren(
    ...(breadcrumb ? [createBreadcrumb(breadcrumb, onAction)] : []),
  );
  const isNarrow = window.matchMedia('(max-width: 767px)').matches;
  find('app-actions').replaceChildren(...(bar ? placeActions(bar, isNarrow, onAction) : []));
}

export function renderSaveBar(bar: SaveBar | null, act: (action: 'save' | 'discard') => void) {
  const region = find('save-bar');
  region.hidden = bar === null;
  if (!bar) return;
  const discard = create('button', { type: 'button', class: 'button discard' }, bar.discardLabel);
  discard.disabled = bar.discardDisabled || bar.discardLoading;
  discard.addEventListener('click', () => act('discard'));
  const save = create('button', { type: 'button', class: 'button save' }, bar.saveLabel);
  save.disabled = bar.saveDisabled || bar.saveLoading;
  save.classList.toggle('busy', bar.saveLoading);
  save.addEventListener('click', () => act('save'));
  const label = create('span', {}, copyIcon('warning'), 'Unsaved changes');
  region.replaceChildren(label, discard, save);
}

export function shakeSaveBar(): void {
  const region = find('save-bar');
  region.classList.remove('shake');
  requestAnimationFrame(() => region.classList.add('shake'));
}

/** The item whose path is the longest beginning of the app's path is the current one. */
export function findCurrentItem(items: NavigationItem[], path: string): NavigationItem | undefined {
  const matches = items.filter(({ href }) => {
    const itemPath = href.split(/[?#]/)[0] ?? href;
    return path === itemPath || (itemPath !== '/' && path.startsWith(`${itemPath}/`));
  });
  return matches.sort((one, other) => other.href.length - one.href.length)[0];
}

export function renderNavigation(
  items: NavigationItem[],
  path: string,
  appBase: string,
  onNavigate: (href: string) => void,
): void {
  const current = findCurrentItem(items, path);
  const entries = items.map((item) => {
    const link = create('a', { class: 'nav-item', href: appBase + item.href, text: item.label });
    if (item === current) link.setAttribute('aria-current', 'page');
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      onNavigate(item.href);
    });
    return create('li', {}, link);
  });
  find('app-navigation').replaceChildren(...entries);
}
