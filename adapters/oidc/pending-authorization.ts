import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { errors, type InteractionResults } from 'oidc-provider'
import { Problem } from '../../server/domain/problem.ts'
import type { Exchange } from '../../server/ports/exchange.ts'
import type {
  AuthorizationOutcome,
  PendingAuthorization,
  PendingAuthorizations,
} from '../../server/ports/oauth/pending-authorization.ts'
import { holding } from './issuer/holding.ts'
import type { Issuer } from './issuer/open-issuer.ts'
import { knownFor } from './configuration/waiting.ts'
import { promptsIn } from './configuration/prompts.ts'
import { askedAuthorization } from './polled/asked-authorization.ts'
import { toProblem } from './errors/to-oauth-error.ts'

type Parameters = Readonly<Record<string, string | undefined>>

type Interaction = InstanceType<Provider['Interaction']> & {
  /** The pushed request that it began with. */
  readonly parJti?: string | undefined
}

/** Authorizations that wait at any of these issuers, by the names of their faces. */
export function pendingAuthorizations(issuers: ReadonlyMap<string, Issuer>): PendingAuthorizations {
  return {
    async find(face, uid, exchange, { hold } = { hold: false }) {
      const issuer = issuers.get(face)
      const { req, res } = toHttp(exchange)
      const find = async () => issuer?.provider().interactionDetails(req, res).catch(notFound)
      const interaction: Interaction | undefined = await (hold ? holding(find) : find())
      if (!issuer || interaction?.uid !== uid) return undefined
      if (hold && interaction.parJti) await issuer.holdPushed(interaction.parJti)
      return toPending(interaction, issuer)
    },
  }
}

/** An exchange is what the HTTP layer made of its context: the request and the response. */
const toHttp = (exchange: Exchange) => exchange as unknown as { req: IncomingMessage; res: ServerResponse }

function notFound(error: unknown): undefined {
  if (error instanceof errors.SessionNotFound) return undefined
  throw toProblem(error)
}

function toPending(interaction: Interaction, issuer: Issuer): PendingAuthorization {
  const { refusals, answeredWithin } = issuer
  const { uid, exp } = interaction
  const parameters = interaction.params as Parameters
  const asked = askedAuthorization(issuer, {
    clientId: parameters.client_id ?? '',
    parameters: { ...parameters, prompt: [...promptsIn(parameters)].join(' ') },
    expiresAt: new Date((exp - knownFor + answeredWithin) * 1000),
  })
  return {
    ...asked,
    uid,
    async finish(outcome) {
      if (outcome.kind === 'refused') await assertLeadsBack(issuer, parameters)
      return finish(interaction, inWordsOf(refusals, outcome))
    },
  }
}

/**
 * The engine looks at the address once more before it sends a code there, and not before it sends an error. Throws
 * `request.malformed` for one that was taken from the client since.
 */
async function assertLeadsBack({ provider }: Issuer, { client_id = '', redirect_uri = '' }: Parameters) {
  const client = await provider().Client.find(client_id)
  if (client?.redirectUriAllowed(redirect_uri)) return
  throw new Problem('request.malformed', 'The client has another redirect_uri by now')
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
