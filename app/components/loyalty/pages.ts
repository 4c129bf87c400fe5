/** The paging of a table; nothing where there is one page only. */
export function pagingOf(
  urls: { previousUrl: string | null; nextUrl: string | null },
  linkTo: (url: string) => void,
) {
  const { previousUrl, nextUrl } = urls;
  if (!previousUrl && !nextUrl) return {};
  return {
    pagination: {
      hasPrevious: previousUrl !== null,
      hasNext: nextUrl !== null,
      onPrevious: () => previousUrl && linkTo(previousUrl),
      onNext: () => nextUrl && linkTo(nextUrl),
    },
  };
}
