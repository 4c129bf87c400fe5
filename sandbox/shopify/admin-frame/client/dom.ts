/** The element with this id; its absence is a mistake of the page's markup. */
export function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element with the id "${id}"`);
  return element;
}

export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: { class?: string; text?: string; [attribute: string]: string | undefined } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  const { class: className, text, ...attributes } = properties;
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

export function createButton(
  text: string,
  className: string,
  onClick: () => void,
): HTMLButtonElement {
  const button = create('button', { class: `button ${className}`, type: 'button', text });
  button.addEventListener('click', onClick);
  return button;
}

export function copyIcon(name: string): Node {
  const template = document.getElementById(`icon-${name}`);
  return template instanceof HTMLTemplateElement
    ? template.content.cloneNode(true)
    : document.createTextNode('');
}
