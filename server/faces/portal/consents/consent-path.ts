import { z } from 'zod'
import { type GrantId, parseId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'

export const ConsentPath = z.object({ id: z.string().max(100) })

/** Ids are UUIDs; anything else is no consent, and looks as another's does. */
export function grantIdOf(path: z.infer<typeof ConsentPath>): GrantId {
  const id = parseId<GrantId>(path.id)
  if (id) return id
  throw new Problem('authorization-grant.not-found', 'No such grant')
}
