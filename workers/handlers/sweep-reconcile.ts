import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

export function sweepReconcile({ services }: Composition): Handler<'sweep-reconcile'> {
  return async () => {
    await services.sweepReconcile();
    return 'done';
  };
}
