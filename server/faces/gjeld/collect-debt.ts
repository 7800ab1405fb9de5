import type { GrantId } from '../../domain/ids.ts'
import { type AuthorizationGrant, hindranceOf } from '../../domain/grants/authorization-grant.ts'
import type { UseWords } from '../../domain/grants/grant-use.ts'
import type { NationalIdentityNumber } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { DebtSource } from '../../ports/grants/debt-source.ts'
import type { UseCode } from '../../wording/describe-use.ts'
import { type Caller, isReached } from './caller.ts'
import { debtDocument } from './wire/documents.ts'
import type { GjeldTools } from './gjeld-tools.ts'
import { consentScope } from './oauth/introspection.ts'

export interface CollectTools extends Pick<GjeldTools, 'core' | 'parties'> {
  readonly debts: DebtSource
}

const use: UseWords & { codes: readonly UseCode[] } = {
  what: 'Gjeldsopplysninger ble hentet',
  language: 'nb',
  codes: ['debt-fetched'],
}

/**
 * Uses a consent of the caller's to look up what its person owes. Throws `authorization-grant.*` when there is none that the
 * token reaches; a consent for a single use is not used up by a register that does not answer.
 */
export async function collectDebt(
  tools: CollectTools,
  caller: Caller,
  { id, traceId }: { id: string; traceId: string },
): Promise<ReturnType<typeof debtDocument>> {
  const grant = await reachable(tools, caller, id)
  return tools.core.useGrant({
    id: grant.id,
    read: grant,
    clientId: caller.client.id,
    ...use,
    traceId,
    fetch: async () => {
      const nin = await numberOf(tools, grant)
      return debtDocument(grant, { nin, debts: await tools.debts.find(nin, traceId) })
    },
  })
}

async function reachable({ core }: CollectTools, caller: Caller, id: string): Promise<AuthorizationGrant> {
  const found =
    isReached(caller, id) && (await core.inspectGrant({ client: caller.client, id: id as GrantId }))
  if (!found) throw new Problem('authorization-grant.not-found', 'There is no such consent')
  if (found.status !== 'active') {
    const reason = hindranceOf[found.status]
    throw new Problem('authorization-grant.not-active', `The consent is ${found.status}`, { reason })
  }
  if (caller.scopes.includes(consentScope(found.grant))) return found.grant
  throw new Problem('authorization-grant.not-active', 'The access token is for another purpose')
}

async function numberOf(
  { parties }: CollectTools,
  grant: AuthorizationGrant,
): Promise<NationalIdentityNumber> {
  const identifier = await parties.revealIdentifier(grant.grantedFor)
  if (identifier?.kind === 'person') return identifier.value
  throw new Error(`The consent ${grant.id} is not for a person`)
}
