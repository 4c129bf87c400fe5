import { openDialog } from './dialogs.ts';
import { create, createButton } from './dom.ts';

export interface Choice {
  id: string;
  heading: string;
  detail: string;
  thumbnail: string | null;
  isChild: boolean;
  disabled: boolean;
}

interface PickerOptions {
  title: string;
  /** How many may be chosen at most. */
  limit: number;
  selectedIds: string[];
  search: (query: string) => Promise<Choice[]>;
}

function createChoice(choice: Choice, selected: Set<string>, options: PickerOptions) {
  const input = create('input', { type: options.limit === 1 ? 'radio' : 'checkbox', name: 'pick' });
  input.checked = selected.has(choice.id);
  input.disabled = choice.disabled;
  input.value = choice.id;
  const picture = choice.thumbnail
    ? create('img', { class: 'thumbnail', src: choice.thumbnail, alt: '' })
    : create('span', { class: 'thumbnail' });
  const text = create('span', { class: 'text' }, choice.heading);
  text.append(create('small', { text: choice.detail }));
  const parts = choice.isChild ? [input, text] : [input, picture, text];
  return create('label', { class: choice.isChild ? 'choice child' : 'choice' }, ...parts);
}

function applyChange(input: HTMLInputElement, selected: Set<string>, limit: number): void {
  if (limit === 1) selected.clear();
  if (!input.checked) selected.delete(input.value);
  else if (selected.size < limit) selected.add(input.value);
  else input.checked = false;
}

/** Lets the merchant choose; the ids, or null when they turn away. */
export async function openPicker(options: PickerOptions): Promise<string[] | null> {
  const selected = new Set(options.selectedIds);
  let accepted = false;
  const list = create('div', { class: 'content flush' });
  const count = create('span', { class: 'count' });
  const find = create('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search',
    autofocus: '',
  });
  const accept = createButton('Select', 'primary', () => {
    accepted = true;
    dialog.close();
  });
  const cancel = createButton('Cancel', '', () => dialog.close());
  const refresh = () => {
    count.textContent = `${selected.size} selected`;
    accept.disabled = selected.size === 0;
  };
  const load = async () => {
    const choices = await options.search(find.value);
    list.replaceChildren(...choices.map((choice) => createChoice(choice, selected, options)));
    if (choices.length === 0) {
      list.replaceChildren(create('p', { class: 'empty', text: 'Nothing matches the search.' }));
    }
  };
  list.addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    applyChange(event.target, selected, options.limit);
    refresh();
  });
  find.addEventListener('input', () => void load());
  refresh();
  const { dialog, closed } = openDialog(options.title, [
    create('div', { class: 'find' }, find),
    list,
    create('footer', {}, count, cancel, accept),
  ]);
  await load();
  await closed;
  return accepted ? [...selected] : null;
}
