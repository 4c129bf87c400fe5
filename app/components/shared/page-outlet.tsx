import { Outlet, useLocation, useNavigation } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { PageSkeleton } from './page-skeleton.tsx';

/** Most pages are there sooner, and then a skeleton would only flicker. */
const SKELETON_AFTER_MS = 200;

/** The current page, or the shape of one where the next takes longer to load. */
export function PageOutlet() {
  const navigation = useNavigation();
  const location = useLocation();
  const target = navigation.state === 'loading' ? navigation.location.pathname : null;
  const isLeaving = target !== null && target !== location.pathname;
  const isLoading = navigation.state !== 'idle';
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    setIsLate(false);
    if (!isLeaving) return;
    const timer = setTimeout(() => setIsLate(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isLeaving]);
  useEffect(() => {
    shopify.loading(isLoading);
  }, [isLoading]);
  return isLeaving && isLate ? <PageSkeleton /> : <Outlet />;
}
