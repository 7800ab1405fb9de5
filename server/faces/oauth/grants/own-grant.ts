import { z } from 'zod'
import { type AuthorizationGrant, hasEnded } from '../../../domain/grants/authorization-grant.ts'
import { type GrantId, parseId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { Core } from '../../../usecases/index.ts'
import type { GrantManager } from './authenticate-manager.ts'

export const GrantParams = z.object({
  grant_id: z.string().max(100).describe('The `grant_id` that the token answer told'),
})

export type GrantParams = z.infer<typeof GrantParams>

export const noSuchGrant = (): Problem =>
  new Problem('request.not-found', 'There is no such grant of this client')

/** Throws `request.not-found` for one that has ended, or is another client's: they look as one that never was. */
export async function ownGrant(
  { inspectGrant }: Pick<Core, 'inspectGrant'>,
  { grant_id: written }: GrantParams,
  { client }: GrantManager,
): Promise<AuthorizationGrant> {
  const id = parseId<GrantId>(written)
  const inspected = id && (await inspectGrant({ id, client }))
  if (inspected && !hasEnded(inspected.status)) return inspected.grant
  throw noSuchGrant()
}
