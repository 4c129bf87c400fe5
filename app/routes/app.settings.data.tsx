import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { DataPage } from '#app/components/settings/data-page.tsx';
import { type FormAnswer, readForm, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { reads, queue } = args.context;
  const [health, importing, queueHealth, privacy] = await Promise.all([
    reads.health.ofShop(shop),
    reads.imports.latest(shop.shopId),
    queue.health(),
    reads.settings.privacyRequests(shop.shopId),
  ]);
  return { ...health, importing, queue: queueHealth, privacy };
}

const form = z.object({ intent: z.literal('import') });

export async function action(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const { refusal } = await readForm(args.request, form, messages);
  if (refusal) return refusal;
  const words = messages.settings.data;
  const outcome = await args.context.services.repeatImport({ shop, actor });
  if (outcome === 'already_running') return refuse(words.importRunning);
  return { ok: true, message: words.importStarted };
}

export default function DataRoute() {
  return <DataPage {...useLoaderData<typeof loader>()} />;
}
