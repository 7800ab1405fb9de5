import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'

const ConsentClaims = z.object({
  scope: z.string(),
  consumer: z.object({ ID: z.string() }),
  authorization_details: z.tuple([
    z.object({
      type: z.literal('urn:altinn:consent'),
      id: z.string(),
      from: z.string(),
      to: z.object({ ID: z.string() }),
      validTo: z.string(),
      consentRights: z.array(
        z.object({
          action: z.array(z.string()),
          resource: z.array(z.object({ type: z.string(), value: z.string() })),
          metadata: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  ]),
})

export type ConsentRight = z.infer<typeof ConsentClaims>['authorization_details'][0]['consentRights'][number]

/** What somebody asks for with a token. */
export interface Asked {
  /** URN of the one whose data it is. */
  readonly subject: string
  readonly scope: string
  readonly resource: string
  readonly action: string
}

interface Trust {
  /** The token service's name, with its final slash, and where its keys are. */
  readonly issuer: string
  readonly keys: string
  readonly now: () => Date
}

/** The right that a consent token gives to what is asked for; `undefined` when it gives none. */
export function consentTokenVerifier({ issuer, keys, now }: Trust) {
  const keySet = createRemoteJWKSet(new URL(keys))
  return async (token: string, asked: Asked): Promise<ConsentRight | undefined> => {
    const options = { issuer, algorithms: ['RS256'], currentDate: now(), requiredClaims: ['exp'] }
    const payload = await jwtVerify(token, keySet, options).then(
      verified => verified.payload,
      () => undefined,
    )
    return payload && rightFor(payload, asked, now())
  }
}

function rightFor(payload: JWTPayload, asked: Asked, now: Date): ConsentRight | undefined {
  const claims = ConsentClaims.safeParse(payload).data
  if (!claims) return undefined
  const { scope, consumer, authorization_details: details } = claims
  const [consent] = details
  const isGood =
    scope.split(' ').includes(asked.scope) &&
    consent.from === asked.subject &&
    consent.to.ID === consumer.ID &&
    new Date(consent.validTo) > now
  return isGood ? consent.consentRights.find(right => covers(right, asked)) : undefined
}

const covers = ({ action, resource }: ConsentRight, asked: Asked): boolean =>
  action.includes(asked.action) && resource.some(({ value }) => value === asked.resource)
