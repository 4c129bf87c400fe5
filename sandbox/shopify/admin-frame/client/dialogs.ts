import { copyIcon, create, createButton } from './dom.ts';

/** A dialog with its header; resolves when it is closed, whichever way. */
export function openDialog(
  title: string,
  parts: (Node | string)[],
  size: 'small' | 'base' = 'base',
): { dialog: HTMLDialogElement; closed: Promise<void> } {
  const dialog = create('dialog', { class: size, 'aria-label': title });
  const close = create(
    'button',
    { class: 'button plain', type: 'button', 'aria-label': 'Close' },
    copyIcon('close'),
  );
  close.addEventListener('click', () => dialog.close());
  dialog.append(create('header', {}, create('h2', { text: title }), close), ...parts);
  const closed = new Promise<void>((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve();
    });
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, closed };
}

/** True when the merchant agrees, false when they turn away. */
export async function confirm(question: {
  title: string;
  text: string;
  agree: string;
  refuse: string;
}): Promise<boolean> {
  let agreed = false;
  const agree = createButton(question.agree, 'critical', () => {
    agreed = true;
    dialog.close();
  });
  const refuse = createButton(question.refuse, '', () => dialog.close());
  const { dialog, closed } = openDialog(
    question.title,
    [create('div', { class: 'content', text: question.text }), create('footer', {}, refuse, agree)],
    'small',
  );
  await closed;
  return agreed;
}

export function confirmLeaving(): Promise<boolean> {
  return confirm({
    title: 'Leave page with unsaved changes?',
    text: 'Leaving this page will delete all unsaved changes.',
    agree: 'Leave page',
    refuse: 'Stay',
  });
}
