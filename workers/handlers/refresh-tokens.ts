import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

export function refreshTokens({ services }: Composition): Handler<'refresh-tokens'> {
  return async () => {
    await services.refreshTokens();
    return 'done';
  };
}
