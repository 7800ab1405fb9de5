import { z } from 'zod'

interface Settings {
  /** The authorization server's, with the trailing slash. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly callbackUrl: string
}

export const wishes = {
  once: 'debt.unsecured.processing',
  lasting: 'debt.unsecured.presentation.30',
} as const

export type Wish = keyof typeof wishes

const Token = z.object({ access_token: z.string() })
const Agreement = z.object({ consent: z.object({ id: z.string() }) })
const Debt = z.object({
  consent: z.object({ id: z.string() }),
  loans: z.array(z.object({ creditorName: z.string(), loan: z.record(z.string(), z.unknown()).nullable() })),
})
const Feed = z.object({
  result: z.array(
    z.object({
      sequenceNr: z.number(),
      eventType: z.string(),
      consentId: z.string(),
      timestamp: z.string(),
    }),
  ),
})
const Refusal = z.object({ error: z.string() })

/** What an API answered instead of what was asked for. */
export class Refused extends Error {}

export type DebtClient = ReturnType<typeof debtClient>

/** A bank as a client of the consent service: it knows the service's address, its own id and its secret. */
export function debtClient({ issuer, clientId, clientSecret, callbackUrl }: Settings) {
  const base = issuer.replace(/\/$/, '')

  const ask = async <T>(schema: z.ZodType<T>, path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${base}${path}`, init)
    const body: unknown = await response.json()
    if (response.ok) return schema.parse(body)
    throw new Refused(Refusal.safeParse(body).data?.error ?? 'unreachable')
  }

  const token = async (form: Readonly<Record<string, string>>): Promise<string> => {
    const authorization = `Basic ${btoa(`${clientId}:${clientSecret}`)}`
    const init = { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) }
    return (await ask(Token, '/oauth2/token', init)).access_token
  }

  const ownToken = (path: string, scope: string): Promise<string> =>
    token({ grant_type: 'client_credentials', audience: `${base}${path}`, scope })

  const bearer = (value: string) => ({ headers: { authorization: `Bearer ${value}` } })

  return {
    /** Where the person's browser is sent. */
    authorizationUrl: (wish: Wish, state: string): string =>
      `${base}/oauth2/auth?${new URLSearchParams({
        client_id: clientId,
        redirect_uri: callbackUrl,
        response_type: 'code',
        scope: wishes[wish],
        state,
      })}`,

    /** The debt under the consent that gave the code. */
    async fetchWithCode(code: string) {
      const form = { grant_type: 'authorization_code', code, redirect_uri: callbackUrl }
      return ask(Debt, '/v1/debt', bearer(await token(form)))
    },

    /** Registers a consent that the person gave in the bank's own channel. */
    async register(nin: string, name: string): Promise<string> {
      const value = await ownToken('/v1/consent/agreement', 'consent.create')
      const body = {
        nin,
        scope_of_consent: 'debt.unsecured.presentation',
        consent_duration_days: 30,
        client_consent_id: name,
      }
      const agreement = await ask(Agreement, '/v1/consent/agreement', {
        method: 'PUT',
        headers: { ...bearer(value).headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return agreement.consent.id
    },

    /** The debt under any consent of the bank's. */
    async fetchById(id: string) {
      const scope = 'debt.unsecured.presentation debt.unsecured.processing'
      return ask(Debt, `/v1/debt/${id}`, bearer(await ownToken('/v1/debt', scope)))
    },

    /** What happened to the bank's consents lately. */
    async events() {
      const value = await ownToken('/feed/v1/consent', 'client.access.consent.events')
      return (await ask(Feed, '/feed/v1/consent?fromSequenceNr=1&limit=1000', bearer(value))).result
    },
  }
}
