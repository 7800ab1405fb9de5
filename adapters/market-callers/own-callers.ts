import type { AccessTokenVerifier, VerifiedToken } from '../../server/ports/oauth/access-token-verifier.ts'
import type {
  CallerEvidence,
  CallerResolver,
  CallerVerdict,
} from '../../server/ports/market/caller-resolver.ts'
import { Problem } from '../../server/domain/problem.ts'
import { type EndUserMaterials, resolveEndUser } from './end-user.ts'
import { type MachineMaterials, resolveMachine } from './machine.ts'

export interface Materials extends EndUserMaterials, MachineMaterials {
  /** Issuers of market parties' and systems' tokens. */
  readonly machines: AccessTokenVerifier
  /** Issuers of end users' tokens, and no others. */
  readonly endUsers: AccessTokenVerifier
}

/** Reads who calls from the token itself and our own register. */
export const ownCallers = (materials: Materials): CallerResolver => ({
  async resolve(evidence) {
    try {
      return await resolve(materials, evidence)
    } catch (error) {
      if (error instanceof Problem && error.kind === 'unavailable') return { kind: 'unavailable' }
      throw error
    }
  },
})

async function resolve(materials: Materials, evidence: CallerEvidence): Promise<CallerVerdict> {
  const endUser = await materials.endUsers.verify(evidence.token)
  if (endUser) return resolveEndUser(materials, endUser, evidence)
  const machine: VerifiedToken | undefined = await materials.machines.verify(evidence.token)
  return machine ? resolveMachine(materials, machine, evidence) : { kind: 'unauthenticated' }
}
