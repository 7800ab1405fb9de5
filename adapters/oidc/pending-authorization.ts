import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { errors, type InteractionResults } from 'oidc-provider'
import type { Exchange } from '../../server/ports/exchange.ts'
import type {
  AuthorizationOutcome,
  PendingAuthorization,
  PendingAuthorizations,
} from '../../server/ports/oauth/pending-authorization.ts'
import type { Issuer } from './issuer/open-issuer.ts'
import { promptsIn } from './configuration/prompts.ts'
import { toProblem } from './errors/to-oauth-error.ts'

type Interaction = InstanceType<Provider['Interaction']>

/** Authorizations that wait at any of these issuers, by the names of their faces. */
export function pendingAuthorizations(issuers: ReadonlyMap<string, Issuer>): PendingAuthorizations {
  return {
    async find(face, uid, exchange) {
      const issuer = issuers.get(face)
      const { req, res } = toHttp(exchange)
      const interaction = await issuer?.provider().interactionDetails(req, res).catch(notFound)
      return issuer && interaction?.uid === uid ? toPending(interaction, issuer) : undefined
    },
  }
}

/** An exchange is what the HTTP layer made of its context: the request and the response. */
const toHttp = (exchange: Exchange) => exchange as unknown as { req: IncomingMessage; res: ServerResponse }

function notFound(error: unknown): undefined {
  if (error instanceof errors.SessionNotFound) return undefined
  throw toProblem(error)
}

function toPending(
  interaction: Interaction,
  { face, protocolScopes, identityScopes, refusals }: Issuer,
): PendingAuthorization {
  const parameters = interaction.params as Readonly<Record<string, string | undefined>>
  const scopes = (parameters.scope ?? '').split(' ').filter(Boolean)
  return {
    uid: interaction.uid,
    face,
    clientId: parameters.client_id ?? '',
    protocolScopes: scopes.filter(scope => protocolScopes.has(scope)),
    identityScopes: identityScopes(scopes),
    resourceScopes: scopes.filter(scope => !protocolScopes.has(scope)),
    audience: [parameters.resource].flat()[0],
    parameters: { ...parameters, prompt: [...promptsIn(parameters)].join(' ') },
    expiresAt: new Date(interaction.exp * 1000),
    finish: outcome => finish(interaction, inWordsOf(refusals, outcome)),
  }
}

const inWordsOf = (refusals: Issuer['refusals'], outcome: AuthorizationOutcome): AuthorizationOutcome =>
  outcome.kind === 'refused' && outcome.reason
    ? { ...outcome, error: refusals?.[outcome.reason] ?? outcome.error }
    : outcome

async function finish(interaction: Interaction, outcome: AuthorizationOutcome): Promise<string> {
  interaction.result = resultOf(outcome)
  try {
    await interaction.persist()
  } catch (error) {
    throw toProblem(error)
  }
  return interaction.returnTo
}

function resultOf(outcome: AuthorizationOutcome): InteractionResults {
  if (outcome.kind === 'refused') return { error: outcome.error, error_description: outcome.description }
  const { grantId, by, level, authenticatedAt } = outcome
  const ts = Math.floor(authenticatedAt.getTime() / 1000)
  return { login: { accountId: by, acr: level, ts }, consent: { grantId } }
}
