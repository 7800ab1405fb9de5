/** The word for what went wrong that the database, or else the system, has; `undefined` when neither has one. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
