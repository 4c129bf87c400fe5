import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

/** Attempts what is due, then closes codes that ran out. */
export const performEffects =
  ({ services }: Composition): Handler<'perform-effects'> =>
  async () => {
    const { more } = await services.performEffects();
    if (more) return 'more';
    await services.expireCodes();
    return 'done';
  };
