import { useSearchParams } from '@remix-run/react';
import { useCallback, useRef } from 'react';
import { type CustomersQueryView, type QueryChange, toSearchParams } from './customers-query.ts';

/** Changes the list's address; every change begins at the first page. */
export function useCustomersQuery(query: CustomersQueryView): (change: QueryChange) => void {
  const [, setSearchParams] = useSearchParams();
  const current = useRef(query);
  current.current = query;
  return useCallback(
    (change: QueryChange) => {
      const parameters = toSearchParams(current.current, null);
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined || value === '') parameters.delete(name);
        else parameters.set(name, String(value));
      }
      setSearchParams(parameters, { replace: true, preventScrollReset: true });
    },
    [setSearchParams],
  );
}
