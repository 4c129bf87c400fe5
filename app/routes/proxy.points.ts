import { json, type LoaderFunctionArgs } from '@remix-run/node';

const ID = /^\d{1,18}$/;
const PRIVATE = { 'Cache-Control': 'private, no-store' };

/**
 * The points of the shopper who is signed in to the online store, for themes:
 * `/apps/perennial/points`. Shop and customer are those that Shopify has signed, and nothing else
 * that an address can say.
 * @throws a Response (400) where the signature is not Shopify's
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.shopify.authenticate.public.appProxy(request);
  const { searchParams } = new URL(request.url);
  const shopDomain = only(searchParams, 'shop');
  const customerId = only(searchParams, 'logged_in_customer_id');
  if (!shopDomain || !customerId || !ID.test(customerId)) {
    return json({ signedIn: false } as const, { headers: PRIVATE });
  }
  const points = await context.reads.shopperPoints.find(shopDomain, customerId);
  return points
    ? json({ signedIn: true, ...points } as const, { headers: PRIVATE })
    : json({ signedIn: false } as const, { status: 404, headers: PRIVATE });
}

/** A parameter that stands in the address once: twice, its reader and its signer may disagree. */
function only(params: URLSearchParams, name: string): string | null {
  const values = params.getAll(name);
  return values.length === 1 ? (values[0] ?? null) : null;
}
