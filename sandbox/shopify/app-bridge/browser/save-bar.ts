import type { SaveBar } from '../protocol.ts';
import { DescribingElement, isOn, readLabel } from './elements.ts';
import { onFrameMessage, sendToFrame } from './transport.ts';

interface Unsaved {
  readonly isConnected: boolean;
  describe(): SaveBar;
  save(): void;
  discard(): void;
}

const plainBar: SaveBar = {
  saveLabel: 'Save',
  saveDisabled: false,
  saveLoading: false,
  discardLabel: 'Discard',
  discardDisabled: false,
  discardLoading: false,
  discardConfirmation: false,
};

// The one shown last is on top.
const shown: Unsaved[] = [];

function refresh(): void {
  sendToFrame({ type: 'save-bar', bar: shown.at(-1)?.describe() ?? null });
}

function raise(unsaved: Unsaved): void {
  if (!shown.includes(unsaved)) shown.push(unsaved);
  refresh();
}

function lower(unsaved: Unsaved): void {
  const index = shown.indexOf(unsaved);
  if (index < 0) return;
  shown.splice(index, 1);
  refresh();
}

export function hasUnsavedChanges(): boolean {
  return shown.length > 0;
}

export class SaveBarElement extends DescribingElement implements Unsaved {
  get showing(): boolean {
    return shown.includes(this);
  }

  async show(): Promise<void> {
    if (this.showing) return;
    raise(this);
    this.dispatchEvent(new Event('show'));
  }

  async hide(): Promise<void> {
    if (!this.showing) return;
    lower(this);
    this.dispatchEvent(new Event('hide'));
  }

  async toggle(): Promise<void> {
    await (this.showing ? this.hide() : this.show());
  }

  get discardConfirmation(): boolean {
    return isOn(this, 'discardconfirmation');
  }

  override changed(): void {
    if (this.showing) refresh();
  }

  override removed(): void {
    lower(this);
  }

  #buttons() {
    const buttons = [...this.querySelectorAll('button')];
    const save = buttons.find((button) => button.getAttribute('variant') === 'primary');
    return { save, discard: buttons.find((button) => button !== save) };
  }

  describe(): SaveBar {
    const { save, discard } = this.#buttons();
    return {
      saveLabel: (save && readLabel(save)) || plainBar.saveLabel,
      saveDisabled: save ? isOn(save, 'disabled') : false,
      saveLoading: save ? isOn(save, 'loading') : false,
      discardLabel: (discard && readLabel(discard)) || plainBar.discardLabel,
      discardDisabled: discard ? isOn(discard, 'disabled') : false,
      discardLoading: discard ? isOn(discard, 'loading') : false,
      discardConfirmation: this.discardConfirmation,
    };
  }

  save(): void {
    this.#buttons().save?.click();
  }

  discard(): void {
    this.#buttons().discard?.click();
  }
}

const forms = new WeakMap<HTMLFormElement, Unsaved>();

function unsavedForm(form: HTMLFormElement): Unsaved {
  const known = forms.get(form);
  if (known) return known;
  const unsaved: Unsaved = {
    get isConnected() {
      return form.isConnected;
    },
    describe: () => ({
      ...plainBar,
      discardConfirmation: form.hasAttribute('data-discard-confirmation'),
    }),
    save: () => form.requestSubmit(),
    discard: () => form.reset(),
  };
  forms.set(form, unsaved);
  return unsaved;
}

function findForm(event: Event): HTMLFormElement | null {
  const form = event.target instanceof Element ? event.target.closest('form') : null;
  return form?.hasAttribute('data-save-bar') ? form : null;
}

function watchForms(): void {
  for (const type of ['input', 'change']) {
    document.addEventListener(type, (event) => {
      const form = findForm(event);
      if (form) raise(unsavedForm(form));
    });
  }
  for (const type of ['submit', 'reset']) {
    document.addEventListener(type, (event) => {
      const form = findForm(event);
      if (form) lower(unsavedForm(form));
    });
  }
  const removals = new MutationObserver(() => {
    for (const unsaved of [...shown]) if (!unsaved.isConnected) lower(unsaved);
  });
  removals.observe(document, { childList: true, subtree: true });
}

export function startSaveBars(): void {
  customElements.define('ui-save-bar', SaveBarElement);
  watchForms();
  onFrameMessage((message) => {
    if (message.type !== 'save-bar-action') return;
    if (message.action === 'save') shown.at(-1)?.save();
    else shown.at(-1)?.discard();
  });
}
