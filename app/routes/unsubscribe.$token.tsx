import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { sheetLinks } from '#app/components/sheet/sheet.tsx';
import {
  UnsubscribePage,
  type UnsubscribeView,
} from '#app/components/unsubscribe/unsubscribe-page.tsx';
import { messagesFor } from '#app/locales/index.ts';

export const links = () => sheetLinks;

/** The address is a key to one person's subscription: it goes into no index, and in no
 * referrer to anyone else. */
export const meta: MetaFunction = () => [
  { title: messagesFor('en').unsubscribe.title },
  { name: 'robots', content: 'noindex' },
];

// With `no-referrer` browsers would send the form with `Origin: null`, which Remix takes for forged.
const PRIVATE = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' };

export const headers: HeadersFunction = () => PRIVATE;

function answer(view: UnsubscribeView) {
  return json(view, { status: view.state === 'invalid' ? 404 : 200, headers: PRIVATE });
}

/** Shows and changes nothing: mail scanners open links, too. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = await context.services.readUnsubscribePage(params.token ?? '');
  if (page.outcome === 'invalid_link') return answer({ state: 'invalid' });
  const { shopName, isUnsubscribed } = page;
  return answer({ state: isUnsubscribed ? 'already' : 'asking', shopName });
}

/** The button of the page, and the one click of mail programs (RFC 8058), which send no cookies. */
export async function action({ params, context }: ActionFunctionArgs) {
  const result = await context.services.unsubscribe(params.token ?? '');
  if (result.outcome === 'invalid_link') return answer({ state: 'invalid' });
  return answer({ state: 'done', shopName: result.shopName });
}

export default function UnsubscribeRoute() {
  const loaded = useLoaderData<typeof loader>();
  const view = useActionData<typeof action>() ?? loaded;
  return <UnsubscribePage view={view} words={messagesFor('en').unsubscribe} />;
}
