import type { Middleware } from 'koa'
import type { AuthorizationDetail } from '../../server/domain/registry/authorization-detail.ts'
import { askerOf } from '../../server/domain/registry/client.ts'
import type { ConsentRequestId, PartyId } from '../../server/domain/ids.ts'
import { keptProtocolScopes } from '../../server/domain/requests/protocol-scopes.ts'
import { toExchange } from '../../server/http/exchange.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { ClientStore } from '../../server/ports/registry/client-store.ts'
import type {
  AuthorizationOutcome,
  PendingAuthorization,
  PendingAuthorizations,
} from '../../server/ports/oauth/pending-authorization.ts'
import type { Core } from '../../server/usecases/index.ts'

/** Who sits at the browser, and what she does. */
export interface Decider {
  party: PartyId
  outcome: 'accept' | 'refuse' | 'cancel'
  authenticatedAt?: Date
  /** Of what may be left out; all of it when not said. */
  takes?: ((detail: AuthorizationDetail) => boolean) | undefined
}

interface Parts {
  readonly pending: PendingAuthorizations
  readonly core: Core
  readonly clients: ClientStore
  readonly decider: Decider
  readonly clock: Clock
}

/** Stands where the pages stand: logs the person in and answers for her at once. */
export const autoDecision =
  ({ pending, core, clients, decider, clock }: Parts): Middleware =>
  async (ctx, next) => {
    const [, uid] = /^\/interaction\/oauth\/([^/]+)$/.exec(ctx.path) ?? []
    if (uid === undefined) return next()
    const waiting = await pending.find('oauth', uid, toExchange(ctx))
    if (!waiting) {
      ctx.status = 404
      return
    }
    ctx.redirect(await waiting.finish(await outcome(waiting)))

    async function outcome(one: PendingAuthorization): Promise<AuthorizationOutcome> {
      if (decider.outcome === 'cancel')
        return { kind: 'refused', error: 'access_denied', description: 'Cancelled' }
      const authenticatedAt = decider.authenticatedAt ?? clock.now()
      if (decider.outcome === 'refuse')
        return { kind: 'refused', error: 'access_denied', description: 'Declined' }
      return {
        kind: 'accepted',
        grantId: await accepted(one),
        by: decider.party,
        level: 'high',
        authenticatedAt,
      }
    }

    async function accepted(one: PendingAuthorization) {
      const client = (await clients.find(one.clientId))!
      const days = one.parameters.consent_days
      const { request, changes } = await core.requestConsent({
        id: undefined as ConsentRequestId | undefined,
        face: 'oauth',
        clientId: client.id,
        requestedBy: askerOf(client),
        handledBy: client.onBehalfOf && { identifier: client.owner, name: client.ownerName },
        requestedFrom: decider.party,
        requestedTo: decider.party,
        purposeId: one.parameters.purpose ?? client.purposes[0]!,
        scopes: [
          ...one.resourceScopes.map(permission => ({
            permission,
            resourceType: 'api',
            resourceId: one.audience!,
          })),
          ...one.identityScopes,
        ],
        details: one.details,
        message: undefined,
        seconds: days === undefined ? undefined : Number(days) * 24 * 3600,
        answerBy: one.expiresAt,
        annotations: keptProtocolScopes(one.protocolScopes),
        management: one.management,
      })
      const shown = { text: 'x', hash: 'x', templateVersion: 'x' }
      const decision = { by: decider.party, role: 'self', level: 'high', language: 'nb', shown } as const
      const details = one.details.filter(detail => decider.takes?.(detail) ?? true)
      const changeRead = changes?.changed?.by
      return (await core.acceptConsentRequest({ id: request.id, decision, details, changeRead })).grant.id
    }
  }
