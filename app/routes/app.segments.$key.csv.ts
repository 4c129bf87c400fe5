import { Readable } from 'node:stream';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import type { ExportedMember } from '#app/adapters/db/reads/segment-export.server.ts';
import { currencyExponent } from '#app/domain/money.ts';
import { isReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import { notFound } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

const HEADINGS = [
  'customer_id',
  'email',
  'phone',
  'first_name',
  'last_name',
  'country',
  'email_consent',
  'sms_consent',
  'orders',
  'historic_clv',
  'predicted_clv',
  'currency',
  'entered_at',
];

/** Everyone in a segment as a file, sent while it is read. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { shop } = await authenticateAdmin(args);
  const { key = '' } = args.params;
  const { ownSegments, segmentExport } = args.context.reads;
  if (!isReadySegmentKey(key) && !(await ownSegments.find(shop.shopId, key))) notFound();
  const pages = segmentExport.members(shop.shopId, key);
  const stream = Readable.from(writeCsv(pages, shop.currency));
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="segment-${key}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}

async function* writeCsv(pages: AsyncIterable<ExportedMember[]>, currency: string) {
  const exponent = currencyExponent(currency);
  const money = (minor: number | null) =>
    minor === null ? '' : (minor / 10 ** exponent).toFixed(exponent);
  yield `${HEADINGS.join(',')}\r\n`;
  for await (const page of pages) {
    const lines = page.map((member) =>
      [
        member.customerId,
        member.email,
        member.phone,
        member.firstName,
        member.lastName,
        member.countryCode,
        member.emailConsent,
        member.smsConsent,
        String(member.ordersCount),
        money(member.historicClvMinor),
        money(member.predictedClvMinor),
        currency,
        member.enteredAt.toISOString(),
      ]
        .map(toCell)
        .join(','),
    );
    yield `${lines.join('\r\n')}\r\n`;
  }
}

/** A spreadsheet takes a text that begins like a formula for one: a quote keeps it a text. */
function toCell(value: string | null): string {
  const text = value ?? '';
  const isNumber = /^[-+]?\d+(\.\d+)?$/.test(text);
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
