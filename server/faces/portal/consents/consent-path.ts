import { z } from 'zod'
import type { GrantId } from '../../../domain/grants/authorization-grant.ts'
import { Problem } from '../../../domain/problem.ts'

export const ConsentPath = z.object({ id: z.string().max(100) })

/** Ids are UUIDs; anything else is no consent, and looks as another's does. */
export function grantIdOf({ id }: z.infer<typeof ConsentPath>): GrantId {
  if (z.uuid().safeParse(id).success) return id as GrantId
  throw new Problem('authorization-grant.not-found', 'No such grant')
}
