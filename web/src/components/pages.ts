// Pages of a list, counted from 1.

/** The service counts no further than this; one more means that there are more. */
export const mostCounted = 10_000;

/** The page that an address names; the first if it names none. */
export function pageIn(typed: string | null): number {
  const page = Number(typed);
  return Number.isSafeInteger(page) && page >= 1 ? page : 1;
}

export const slice = (page: number, size: number): { limit: number; offset: number } => ({ limit: size, offset: (page - 1) * size });
