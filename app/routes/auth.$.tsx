import type { LoaderFunctionArgs } from '@remix-run/node';

/** Token exchange bounces and Shopify's own redirects end here. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.shopify.authenticate.admin(request);
  return null;
}
