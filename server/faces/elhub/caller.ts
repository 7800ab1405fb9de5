import type { PartyId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import type { LoginLevel } from '../../domain/requests/purpose.ts'
import type { Authenticate, RawRequest } from '../../http/api/api.ts'
import type { CallerEvidence, MarketCaller } from '../../ports/market/caller-resolver.ts'
import type { ElhubTools } from './elhub-tools.ts'
import { assertAcceptable } from './wire/media-types.ts'
import { findParty } from './market-parties.ts'
import { traceOf } from './wire/trace.ts'

/** Who calls, as a party of the market. */
export interface Caller {
  readonly party: MarketCaller
  readonly clientId: string
  readonly trace: string
  /** The GLN of a service provider that calls in the party's name. */
  readonly handledBy: string | undefined
  /** How sure the login of an end user was. */
  readonly level: LoginLevel
}

/** Asks once who calls, then whether the caller takes what we send. */
export const authenticate =
  (tools: Pick<ElhubTools, 'ids' | 'market' | 'settings'>): Authenticate<Caller> =>
  async (authorization, request) => {
    const evidence = evidenceIn(tools, authorization, request)
    const verdict = await tools.market.callers.resolve(evidence)
    if (verdict.kind === 'unavailable') {
      throw new Problem('issuer.unavailable', 'Who calls cannot be told right now')
    }
    if (verdict.kind !== 'party') throw refused[verdict.kind]()
    assertAcceptable(request, tools.settings)
    const { party, clientId, level = 'substantial' } = verdict
    return { party, clientId, level, trace: evidence.traceId, handledBy: providerIn(evidence) }
  }

const refused = {
  unauthenticated: () => new Problem('caller.unauthenticated', 'Missing or invalid token'),
  forbidden: () => new Problem('caller.forbidden', 'The caller may not use this API'),
} as const

function evidenceIn(
  { ids }: Pick<ElhubTools, 'ids'>,
  authorization: string | undefined,
  request: RawRequest,
): CallerEvidence {
  const [, token] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? []
  if (token === undefined) throw refused.unauthenticated()
  return {
    token,
    senderGln: header(request, 'sendergln'),
    onBehalfOfGln: header(request, 'onbehalfofgln'),
    onBehalfOfOrganization: header(request, 'elhubonbehalfoforganisation'),
    traceId: traceOf(ids, request),
  }
}

const providerIn = ({ senderGln, onBehalfOfGln }: CallerEvidence): string | undefined =>
  onBehalfOfGln === undefined || onBehalfOfGln === senderGln ? undefined : senderGln

function header({ headers }: RawRequest, name: string): string | undefined {
  const value = String(headers[name] ?? '').trim()
  return value === '' ? undefined : value
}

/** The caller as a party that we know, `undefined` when it was never seen here, as a system never is. */
export const callingParty = (
  tools: Pick<ElhubTools, 'market' | 'parties'>,
  { party }: Caller,
): Promise<PartyId | undefined> => findParty(tools, party)
