import type { LoaderFunctionArgs } from '@remix-run/node';
import { notFound } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

/** Every address that is no page. */
export async function loader(args: LoaderFunctionArgs) {
  await authenticateAdmin(args);
  return notFound();
}

// Without a component the address would be an endpoint, and its 404 would not be shown as a page.
export default function UnknownRoute() {
  return null;
}
