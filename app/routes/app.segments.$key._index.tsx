import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { OwnSegmentPage } from '#app/components/segments/own-segment-page.tsx';
import { SegmentPage } from '#app/components/segments/segment-page.tsx';
import { isReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import type { Shop } from '#app/domain/shop.ts';
import { type FormAnswer, notFound, readForm, readQuery, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { thresholdsForm } from './app.segments.thresholds.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const MEMBERS_PER_PAGE = 25;
const MOVEMENTS_SHOWN = 10;
const query = z.object({ cursor: z.string().max(1_000).optional() });
const archiveForm = z.strictObject({ archive: z.literal(true) });

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { key = '' } = args.params;
  const { cursor = null } = readQuery(args.request, query, messages);
  return isReadySegmentKey(key)
    ? { kind: 'ready' as const, ...(await loadReady(args, shop, key, cursor)) }
    : { kind: 'own' as const, ...(await loadOwn(args, shop, key, cursor)) };
}

type Reads = LoaderFunctionArgs['context']['reads'];
type ReadyKey = Parameters<Reads['segments']['history']>[1];

async function loadReady(
  { context: { reads } }: LoaderFunctionArgs,
  shop: Shop,
  key: ReadyKey,
  cursor: string | null,
) {
  const [all, cutoffs, history, shared] = await Promise.all([
    reads.segments.list(shop),
    reads.segments.cutoffs(shop),
    reads.segments.history(shop, key),
    loadMembers(reads, shop, key, cursor),
  ]);
  const segment = all.find((each) => each.key === key) ?? notFound();
  const isSmallShop = cutoffs.mode === 'absolute';
  return { segment, history, ...shared, settings: shop.settings.segments, isSmallShop };
}

async function loadOwn(
  { context: { reads } }: LoaderFunctionArgs,
  shop: Shop,
  key: string,
  cursor: string | null,
) {
  const segment = (await reads.ownSegments.find(shop.shopId, key)) ?? notFound();
  const [history, options, shared] = await Promise.all([
    reads.ownSegments.history(shop, key),
    reads.ownSegments.ruleOptions(shop.shopId),
    loadMembers(reads, shop, key, cursor),
  ]);
  return { segment, history, options, ...shared };
}

/** Who is in it, who came and went, its tag in Shopify, and as of which day. */
async function loadMembers(reads: Reads, shop: Shop, key: string, cursor: string | null) {
  const [tag, movements, members] = await Promise.all([
    reads.segmentTags.ofSegment(shop.shopId, key),
    reads.segments.movements(shop.shopId, key, MOVEMENTS_SHOWN),
    reads.customers.list(shop.shopId, {
      filters: { segment: key },
      sort: 'spent',
      descending: true,
      cursor,
      limit: MEMBERS_PER_PAGE,
    }),
  ]);
  return { day: shop.metricsDay, tag, movements, members };
}

export async function action(args: ActionFunctionArgs): Promise<FormAnswer | Response> {
  const { key = '' } = args.params;
  return isReadySegmentKey(key) ? saveThresholds(args) : archive(args, key);
}

async function saveThresholds(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
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

async function archive(args: ActionFunctionArgs, key: string): Promise<FormAnswer | Response> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const { refusal } = await readForm(args.request, archiveForm, messages);
  if (refusal) return refusal;
  const segment = (await args.context.reads.ownSegments.find(shop.shopId, key)) ?? notFound();
  const { segmentId } = segment;
  const result = await args.context.services.archiveSegment({ shop, segmentId, actor });
  switch (result.outcome) {
    case 'archived':
      return redirect('/app/segments');
    case 'in_use':
      return refuse(messages.segments.own.inUse(result.campaigns.join(', ')));
    case 'not_found':
      return notFound();
  }
}

export default function SegmentRoute() {
  const view = useLoaderData<typeof loader>();
  if (view.kind === 'own') return <OwnSegmentPage key={view.segment.segmentId} {...view} />;
  return <SegmentPage key={view.segment.key} {...view} />;
}
