import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import type { Attempt } from '../../../http/limits/gate.ts'
import { Refusal } from '../../../http/api/refusals.ts'
import { route } from '../../../http/api/route.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import { askedToken } from '../assertion/asked-token.ts'
import { consentDetail } from '../consent/consent-detail.ts'
import { useConsent } from '../consent/consented.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import { face, jwtBearer } from '../names.ts'
import { type Believed, redeemAssertion, type RedeemingTools } from '../assertion/redeem-assertion.ts'
import { signToken, type TokenAnswer } from '../assertion/sign-token.ts'
import { ownRefusals, refuse } from '../wire/refusals.ts'

const TokenForm = z.object({
  grant_type: z.string().optional().describe(`Must be ${jwtBearer}`),
  assertion: z.string().optional().describe('A JWT that the client has signed'),
})

const Token = z.object({
  access_token: z.string().describe('A JWT'),
  token_type: z.literal('Bearer').describe('How it is sent'),
  expires_in: z.int().describe('Seconds that it is good'),
  scope: z.string().describe('What it is for'),
})

/** What it refuses beside what is this face's own. */
const sharedRefusals = [
  'certificate.no-chain',
  'certificate.not-believed',
  'token-scope.unknown',
  'token-scope.not-delegated',
]

type IssuingTools = HouseTools & Pick<MaskinportenTools, 'issuer' | 'registry' | 'settings' | 'signer'>

export const issueToken = (tools: RedeemingTools & IssuingTools) =>
  route<undefined, unknown, unknown, z.infer<typeof TokenForm>>({
    method: 'post',
    path: '/token',
    operationId: 'issueToken',
    summary: 'Get a token for an assertion, with a consent in it when one is named',
    bodyFormat: 'form',
    body: TokenForm,
    response: { status: 200, description: 'The token', body: Token },
    refusals: [...Object.keys(ownRefusals), ...sharedRefusals, 'request.too-many'],
    handle: async ({ body, traceId, network }) => {
      const clientId = claimedClient(tools, body.assertion)
      const issued = redeem(tools, body)
        .catch(orTooOften(tools, { network, clientId }))
        .then(believed => issue(tools, believed, traceId))
      return { status: 200, body: await issued.catch(recordRefusal(tools, clientId)) }
    },
  })

/** Refusals of assertions that somebody made who is not the client. */
const notBelieved = new Set<string>([
  'assertion.malformed',
  'assertion.unknown-issuer',
  'assertion.unknown-key',
  'assertion.wrong-signature',
  'certificate.not-believed',
  'certificate.no-chain',
])

const orTooOften =
  ({ gate }: Pick<HouseTools, 'gate'>, attempt: Attempt) =>
  async (error: unknown): Promise<never> => {
    throw (isRefusal(error) && notBelieved.has(error.code) && (await gate.failed(attempt))) || error
  }

const redeem = async (tools: RedeemingTools, body: z.infer<typeof TokenForm>): Promise<Believed> =>
  redeemAssertion(tools, assertionOf(body))

/** Whom an assertion says it is from, whether or not it is believed. */
function claimedClient(
  { assertions }: Pick<MaskinportenTools, 'assertions'>,
  assertion: string | undefined,
): string | undefined {
  const issuer = assertions.read(assertion ?? '')?.claims.iss
  return typeof issuer === 'string' ? issuer.slice(0, 300) : undefined
}

async function issue(tools: IssuingTools, believed: Believed, traceId: string): Promise<TokenAnswer> {
  const { client, claims } = believed
  tools.lanes.isOf(client.id)
  const asked = await askedToken(tools, believed)
  const detail = consentDetail(claims.authorization_details)
  const use = detail && { detail, asked, clientId: client.id, traceId }
  const consented = use && (await useConsent(tools, use))
  const answer = await signToken(tools, { believed, asked, consented })
  tools.metrics.tokenIssued('jwt-bearer')
  tools.audit.record({
    what: 'token.issued',
    face,
    clientId: client.id,
    grantType: 'jwt-bearer',
    scope: answer.scope,
    audience: asked.audience === undefined ? undefined : [asked.audience].flat().join(' '),
    consumer: asked.consumer,
    grantId: consented?.grantId,
  })
  return answer
}

const recordRefusal =
  ({ audit }: Pick<MaskinportenTools, 'audit'>, clientId: string | undefined) =>
  (error: unknown): never => {
    if (isRefusal(error)) {
      const { code, message } = error
      const refused = { clientId, reason: `${code}: ${message}`, asked: { grant_type: 'jwt-bearer' } }
      if (clientId !== undefined && notBelieved.has(code)) {
        audit.record({ what: 'client.refused', at: 'token', ...refused })
      } else audit.record({ what: 'token.refused', ...refused })
    }
    throw error
  }

const isRefusal = (error: unknown): error is Problem | Refusal =>
  error instanceof Problem || error instanceof Refusal

function assertionOf({ grant_type: grantType, assertion }: z.infer<typeof TokenForm>): string {
  if (grantType === undefined) throw new Problem('request.malformed', 'grant_type is missing')
  if (grantType !== jwtBearer) throw refuse('assertion.grant-type', `grant_type must be ${jwtBearer}`)
  if (!assertion) throw new Problem('request.malformed', 'assertion is missing')
  return assertion
}
