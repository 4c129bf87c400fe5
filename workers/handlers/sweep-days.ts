import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

export function sweepDays({ services }: Composition): Handler<'sweep-days'> {
  return async () => {
    await services.sweepDays();
    return 'done';
  };
}
