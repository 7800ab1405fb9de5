import type { GrantId } from '../../domain/grants/authorization-grant.ts'
import { Problem } from '../../domain/problem.ts'

/** A grant id as it was typed; throws `authorization-grant.not-found` for what cannot be one. */
export function grantId(typed: string): GrantId {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed)) {
    throw new Problem('authorization-grant.not-found', `There is no grant ${typed}`)
  }
  return typed.toLowerCase() as GrantId
}
