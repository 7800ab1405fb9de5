import { type GrantId, parseId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'

/** A grant id as it was typed; throws `authorization-grant.not-found` for what cannot be one. */
export function grantId(typed: string): GrantId {
  const id = parseId<GrantId>(typed)
  if (id) return id
  throw new Problem('authorization-grant.not-found', `There is no grant ${typed}`)
}
