import { Problem } from '../../domain/problem.ts'
import type { Client } from '../../domain/registry/client.ts'
import type { LiveToken, TokenInspector } from '../../ports/oauth/token-inspector.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import { standsFor } from './stands-for.ts'

interface Ports {
  readonly tokens: TokenInspector
  readonly clients: Pick<ClientStore, 'find'>
  readonly parties: Pick<PartyStore, 'findAllByIdentifier'>
}

interface Shown {
  readonly by: Client
  readonly subjectToken: string
  readonly actorToken: string | undefined
}

type Member = 'party' | 'grantId' | 'granted' | 'holder' | 'audience'

/** An access token under a consent and for an API. */
export type Subject = LiveToken & { readonly [Name in Member]-?: NonNullable<LiveToken[Name]> }

/**
 * The token that a client shows to have another one in its place, good at this moment. Throws `token-exchange.refused` for
 * every other, and for an actor token that is not the client's own.
 */
export const subjectOf =
  (ports: Ports) =>
  async ({ by, subjectToken, actorToken }: Shown): Promise<Subject> => {
    const live = await ports.tokens.inspect(by.face, subjectToken)
    if (!live || !isSubject(live) || !(await standsFor(ports)(by.face, live))) throw deadSubject()
    if (actorToken !== undefined) await assertOwn(ports, { by, actorToken })
    return live
  }

const members: readonly Member[] = ['party', 'grantId', 'granted', 'holder', 'audience']

const isSubject = (live: LiveToken): live is Subject =>
  live.kind === 'AccessToken' && members.every(name => live[name] !== undefined)

export const deadSubject = () =>
  new Problem('token-exchange.refused', 'The subject token is no access token that is good for this', {
    reason: 'subject-token',
  })

/** Who acts is who authenticates: a token of the client's own is the only one that says so, too. */
async function assertOwn(
  { tokens }: Ports,
  { by, actorToken }: { readonly by: Client; readonly actorToken: string },
): Promise<void> {
  const live = await tokens.inspect(by.face, actorToken)
  if (live?.kind === 'ClientCredentials' && live.clientId === by.id) return
  throw new Problem('token-exchange.refused', 'The actor token is not one of the client for itself', {
    reason: 'actor-token',
  })
}
