import { Readable } from 'node:stream';
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { isReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import { notFound } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

/** Everyone in a segment as a file, sent while it is read. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { shop } = await authenticateAdmin(args);
  const { key = '' } = args.params;
  const { ownSegments, segmentExport } = args.context.reads;
  if (!isReadySegmentKey(key) && !(await ownSegments.find(shop.shopId, key))) notFound();
  const stream = Readable.from(segmentExport.csv(shop, key), { objectMode: false });
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="segment-${key}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
