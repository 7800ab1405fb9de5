import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import { Refused } from './refused.ts'
import type { TokenClient } from './token-client.ts'

export interface AltinnSettings {
  /** Where the service is, with the final slash. */
  readonly platform: string
  /** Of the bank. */
  readonly orgno: string
}

interface Tools {
  readonly tokens: TokenClient
  readonly clock: Clock
}

export interface Wish {
  readonly id: string
  /** URN of a person or an organization. */
  readonly from: string
  readonly resources: readonly { readonly id: string; readonly metadata: Readonly<Record<string, string>> }[]
  /** The bank's own page. */
  readonly redirectUrl: string
}

const ConsentRequest = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  validTo: z.string(),
  status: z.string(),
  redirectUrl: z.string(),
  viewUri: z.string(),
  consentRequestEvents: z.array(
    z.object({
      consentEventID: z.string(),
      created: z.string(),
      performedBy: z.string(),
      eventType: z.enum(['Created', 'Rejected', 'Accepted', 'Revoked', 'Deleted']),
    }),
  ),
})

export type ConsentRequest = z.infer<typeof ConsentRequest>

const [write, read] = ['altinn:consentrequests.write', 'altinn:consentrequests.read']

export type AltinnClient = ReturnType<typeof altinnClient>

/** A bank that asks for consent as banks ask through Altinn. Nothing here knows who answers at the addresses. */
export function altinnClient({ platform, orgno }: AltinnSettings, { tokens, clock }: Tools) {
  const requests = `${platform}accessmanagement/api/v1/enterprise/consentrequests`

  const ask = async (url: string, scope: string, body?: string): Promise<ConsentRequest> => {
    const response = await fetch(url, {
      ...(body !== undefined && { method: 'POST', body }),
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${await tokens(scope)}`,
        ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      },
      signal: AbortSignal.timeout(30_000),
    })
    if (response.ok) return ConsentRequest.parse(await response.json())
    throw new Refused(`${response.status}: ${await response.text()}`)
  }

  return {
    /** Puts a request for one year. */
    async create({ id, from, resources, redirectUrl }: Wish): Promise<ConsentRequest> {
      const body = {
        id,
        from,
        to: `urn:altinn:organization:identifier-no:${orgno}`,
        validTo: sevenDigits(yearAfter(clock.now())),
        consentRights: resources.map(resource => ({
          action: ['consent'],
          resource: [{ type: 'urn:altinn:resource', value: resource.id }],
          metadata: resource.metadata,
        })),
        redirectUrl,
      }
      return ask(requests, write, JSON.stringify(body, undefined, 2))
    },

    /** Where the person's browser is sent: the page, without the choice of whom to act for. */
    viewUri: (request: ConsentRequest): string => `${request.viewUri}&DONTCHOOSEREPORTEE=true`,

    show: (id: string): Promise<ConsentRequest> => ask(`${requests}/${id}`, read),

    /** The token that shows a consent to the one who holds the data. */
    async consentToken(id: string): Promise<string> {
      const { from } = await ask(`${requests}/${id}`, read)
      return tokens(read, { authorization_details: [{ from, id, type: 'urn:altinn:consent' }] })
    },
  }
}

const yearAfter = (now: Date): Date => {
  const then = new Date(now)
  then.setUTCFullYear(then.getUTCFullYear() + 1)
  return then
}

/** As .NET writes a time: `2027-11-21T09:30:00.1230000Z`. */
const sevenDigits = (at: Date): string => at.toISOString().replace('Z', '0000Z')
