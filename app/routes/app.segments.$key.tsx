import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { SegmentPage } from '#app/components/segments/segment-page.tsx';
import { isReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import { type FormAnswer, notFound, readForm, readQuery, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { thresholdsForm } from './app.segments.thresholds.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const MEMBERS_PER_PAGE = 25;
const MOVEMENTS_SHOWN = 10;
const query = z.object({ cursor: z.string().max(1_000).optional() });

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { key = '' } = args.params;
  const { cursor = null } = readQuery(args.request, query, messages);
  if (!isReadySegmentKey(key)) notFound();
  const { segments, segmentTags, customers } = args.context.reads;
  const filters = { segment: key };
  const [all, cutoffs, history, movements, tag, members] = await Promise.all([
    segments.list(shop),
    segments.cutoffs(shop),
    segments.history(shop, key),
    segments.movements(shop.shopId, key, MOVEMENTS_SHOWN),
    segmentTags.ofSegment(shop.shopId, key),
    customers.list(shop.shopId, {
      filters,
      sort: 'spent',
      descending: true,
      cursor,
      limit: MEMBERS_PER_PAGE,
    }),
  ]);
  const segment = all.find((each) => each.key === key) ?? notFound();
  return {
    segment,
    day: shop.metricsDay,
    history,
    movements,
    tag,
    members,
    settings: shop.settings.segments,
    isSmallShop: cutoffs.mode === 'absolute',
  };
}

export async function action(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const { key = '' } = args.params;
  if (!isReadySegmentKey(key)) notFound();
  const { values, refusal } = await readForm(args.request, thresholdsForm, messages);
  if (refusal) return refusal;
  const segments = { ...shop.settings.segments, ...values };
  if (segments.checkoutAbandonedAfterHours >= segments.checkoutAbandonedWithinDays * 24) {
    const { notSaved } = messages.shared;
    return refuse(notSaved, { checkoutAbandonedWithinDays: messages.segments.page.endsTooSoon });
  }
  await args.context.services.saveSettings({ shop, change: { segments }, actor });
  return { ok: true, message: messages.segments.page.saved };
}

export default function SegmentRoute() {
  const view = useLoaderData<typeof loader>();
  return <SegmentPage key={view.segment.key} {...view} />;
}
