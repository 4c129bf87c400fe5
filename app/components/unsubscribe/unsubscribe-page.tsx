import type { Messages } from '#app/locales/index.ts';
import { Sheet } from '../sheet/sheet.tsx';

export type UnsubscribeView =
  | { state: 'invalid' }
  | { state: 'asking' | 'done' | 'already'; shopName: string };

/** The page behind the link at the foot of a mail: for anyone, on any device, without JavaScript. */
export function UnsubscribePage(props: { view: UnsubscribeView; words: Messages['unsubscribe'] }) {
  const { view, words } = props;
  if (view.state === 'invalid') {
    return (
      <Sheet title={words.invalidTitle}>
        <p className="soft">{words.invalid}</p>
      </Sheet>
    );
  }
  const { state, shopName } = view;
  if (state === 'asking') {
    return (
      <Sheet shopName={shopName} title={words.question(shopName)}>
        <p>{words.explain}</p>
        <form method="post">
          <button type="submit">{words.confirm}</button>
        </form>
        <p className="soft">{words.stay}</p>
      </Sheet>
    );
  }
  return (
    <Sheet shopName={shopName} title={words.doneTitle}>
      <p>{state === 'done' ? words.done(shopName) : words.already(shopName)}</p>
      <p className="soft">{words.again}</p>
    </Sheet>
  );
}
