import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

export function settleLedger({ services }: Composition): Handler<'settle-ledger'> {
  return async () => {
    await services.settleLedger();
    return 'done';
  };
}
