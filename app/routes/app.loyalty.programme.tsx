import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ProgrammePage } from '#app/components/loyalty/programme-page.tsx';
import { type FormAnswer, readForm } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { createProgrammeForm, toLoyalty, toValues } from './app.loyalty.form.server.ts';
import { readProgramme } from './app.loyalty.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const programme = await readProgramme(args.context, shop);
  return { programme, values: toValues(shop.settings.loyalty, shop.currency) };
}

export async function action(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const words = messages.loyalty.settings;
  const form = createProgrammeForm(shop.currency, words.samePoints);
  const { values, refusal } = await readForm(args.request, form, messages);
  if (!values) return refusal;
  const change = { loyalty: toLoyalty(values) };
  await args.context.services.saveSettings({ shop, change, actor });
  return { ok: true, message: words.saved };
}

export default function ProgrammeRoute() {
  return <ProgrammePage {...useLoaderData<typeof loader>()} />;
}
