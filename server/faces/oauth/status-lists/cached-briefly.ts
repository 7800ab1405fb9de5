/** Caches on the way keep nothing for longer than a withdrawal may take to arrive; what may count for longer says so itself. */
export const cachedBriefly = { 'Cache-Control': 'public, max-age=1' }
