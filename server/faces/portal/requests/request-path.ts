import { z } from 'zod'
import { type ConsentRequestId, parseId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'

/** Where a request waits that no authorization waits for. */
export const requestPath = '/requests/:id'

export const isRequest = (path: string): boolean => path.startsWith('/requests/')

export const RequestPath = z.object({ id: z.string().max(100) })

/** `skiplogout` keeps the person here after the answer. */
export const RequestQuery = z.object({ skiplogout: z.string().max(10).optional() })

export const staysHere = ({ skiplogout }: z.infer<typeof RequestQuery>): boolean =>
  skiplogout !== undefined && skiplogout !== 'false'

/** Ids are UUIDs; anything else is no request. */
export function requestIdOf(path: z.infer<typeof RequestPath>): ConsentRequestId {
  const id = parseId<ConsentRequestId>(path.id)
  if (id) return id
  throw new Problem('consent-request.not-found', 'No such request')
}
