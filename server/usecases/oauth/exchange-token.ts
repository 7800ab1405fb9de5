import { type AuthorizationGrant, grantStatusAt } from '../../domain/grants/authorization-grant.ts'
import type { OnBehalf } from '../../domain/grants/grant-use.ts'
import { exchanged, type SubjectToken } from '../../domain/grants/token-exchange.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ExchangeToken } from '../../ports/oauth/token-exchange.ts'
import type { TokenInspector } from '../../ports/oauth/token-inspector.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import { changeByUse } from '../steps/change-by-use.ts'
import { onBehalfOf } from '../steps/on-behalf-of.ts'
import { deadSubject, type Subject, subjectOf } from '../steps/subject-of.ts'

interface Ports {
  readonly tokens: TokenInspector
  readonly clients: Pick<ClientStore, 'find'>
  readonly parties: Pick<PartyStore, 'findAllByIdentifier' | 'findOrAdd'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly consents: Pick<ConsentStore, 'findGrant' | 'hold' | 'raiseEpoch' | 'addUse'>
  readonly clock: Clock
  readonly ids: Ids
}

/**
 * Gives a processor a token of its own for one that it was handed (RFC 8693), and records that as a use on behalf. To be called
 * inside a unit of work, so that there is neither without the other. Under a grant for a single use every token of before ends
 * with it: it is handed on to exactly one. Throws `token-exchange.refused`, with why.
 */
export const exchangeToken =
  (ports: Ports) =>
  async (command: ExchangeToken): Promise<void> => {
    const { by, issue } = command
    const subject = await subjectOf(ports)(command)
    const may = await mayDo(ports, subject, command)
    const actors = [...subject.granted.actors, by.id]
    const onBehalf = await onBehalfOf(ports)(subject.holder, actors)

    const grant = await held(ports, subject)
    const { party, audience, expiresAt: endsAt, granted } = subject
    await issue({
      grantId: grant.id,
      epoch: grant.singleUse ? grant.epoch + 1 : grant.epoch,
      purpose: grant.purpose.id,
      party,
      audience,
      ...may,
      actors,
      forebears: granted.forebears,
      endsAt,
      isBound: subject.confirmation !== undefined,
    })
    if (grant.singleUse) await ports.consents.raiseEpoch(grant.id)
    await recordUse(ports, grant, { ...command, audience, onBehalf })
  }

async function mayDo(
  { consents, registry }: Ports,
  { clientId, audience, scopeString, details = [], grantId, granted }: Subject,
  { by, ...wanted }: ExchangeToken,
): Promise<Pick<SubjectToken, 'scopes' | 'details'>> {
  const grant = await consents.findGrant(grantId)
  const purpose = grant && (await registry.findPurpose(grant.purpose.id))
  if (!purpose) throw deadSubject()
  const scopes = scopeString?.split(' ') ?? []
  const { actors } = granted
  return exchanged({ clientId, audience, actors, scopes, details }, wanted, { by, purpose })
}

/** The grant, which nobody changes any more before the token is kept. */
async function held({ consents, clock }: Ports, { grantId, granted }: Subject): Promise<AuthorizationGrant> {
  const grant = await consents.hold(grantId)
  const stands = grant?.epoch === granted.epoch && grantStatusAt(grant, clock.now()) === 'active'
  if (!grant || !stands) throw deadSubject()
  return grant
}

interface Used extends Pick<ExchangeToken, 'by' | 'traceId'> {
  readonly audience: string
  readonly onBehalf: OnBehalf | undefined
}

async function recordUse(
  ports: Ports,
  grant: AuthorizationGrant,
  { by, onBehalf, ...use }: Used,
): Promise<void> {
  const { use: kept, events } = changeByUse(ports, grant, {
    by: onBehalf?.by ?? grant.grantedTo,
    at: ports.clock.now(),
    clientId: by.id,
    what: 'RFC 8693',
    codes: ['passed-on'],
    traceId: use.traceId,
    onBehalf,
    audience: use.audience,
  })
  if (!(await ports.consents.addUse(grant, kept, events[0]))) throw new Error(`${grant.id} was held`)
}
