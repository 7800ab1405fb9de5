import { z } from 'zod'
import { type ConsentRequestId, type GrantId, parseId } from '../../../../domain/ids.ts'
import { Problem } from '../../../../domain/problem.ts'

export const GrantPath = z.object({ id: z.string().min(1).max(100) })

export type GrantPath = z.infer<typeof GrantPath>

/** Throws `authorization-grant.not-found` for what can be none. */
export function grantIdIn({ id }: GrantPath): GrantId {
  const grant = parseId<GrantId>(id)
  if (grant === undefined) {
    throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
  }
  return grant
}

export const RequestPath = z.object({ id: z.string().min(1).max(100) })

export type RequestPath = z.infer<typeof RequestPath>

/** Throws `consent-request.not-found` for what can be none. */
export function requestIdIn({ id }: RequestPath): ConsentRequestId {
  const request = parseId<ConsentRequestId>(id)
  if (request === undefined) {
    throw new Problem('consent-request.not-found', 'No such request', { reason: 'unknown' })
  }
  return request
}
