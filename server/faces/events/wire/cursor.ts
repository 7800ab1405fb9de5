import { z } from 'zod'

/** A place in the feed, as it is written. */
export const Cursor = z.string().regex(/^(0|[1-9][0-9]{0,14})$/, 'must be a cursor that was given before')

/** The place behind all that has happened so far. */
export const endOfFeed = 'end'

export const CursorOrEnd = z
  .string()
  .regex(/^(end|0|[1-9][0-9]{0,14})$/, 'must be a cursor that was given before, or end')
