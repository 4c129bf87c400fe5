import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SettingsPage } from '#app/components/settings/settings-page.tsx';
import { type FormAnswer, readForm } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { settingsForm, toSettings, toValues } from './app.settings.form.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  return {
    values: toValues(shop.settings),
    shop: { name: shop.name, email: shop.email },
    sendingPausedAt: shop.sendingPausedAt,
    audit: await args.context.reads.settings.auditLog(shop.shopId),
  };
}

export async function action(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const { services } = args.context;
  const { values, refusal } = await readForm(args.request, settingsForm, messages);
  if (refusal) return refusal;
  const words = messages.settings;
  if (values.intent === 'save') {
    const change = toSettings(values);
    const { recomputes } = await services.saveSettings({ shop, change, actor });
    return { ok: true, message: recomputes ? words.savedAndComputing : words.saved };
  }
  const paused = values.intent === 'pause';
  await services.pauseSending({ shop, paused, actor });
  return { ok: true, message: paused ? words.pause.didPause : words.pause.didResume };
}

export default function SettingsRoute() {
  return <SettingsPage {...useLoaderData<typeof loader>()} />;
}
