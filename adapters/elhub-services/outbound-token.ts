import { z } from 'zod'
import type { Clock } from '../../server/ports/clock.ts'
import type { Authorization } from './authorization.ts'
import { ask } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'

interface Client {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly clock: Clock
}

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().min(0).default(0),
})

interface Token {
  readonly value: string
  readonly until: Date
}

/** A token is not used during its last seconds. */
const marginSeconds = 20

/** A bearer token by client credentials, kept while it lasts; however many ask at once, one is fetched. */
export function outboundToken(client: Client): Authorization {
  let coming: Promise<Token> | undefined
  let kept: Token | undefined

  const fetchOnce = (): Promise<Token> => {
    coming ??= fetchToken(client).finally(() => {
      coming = undefined
    })
    return coming
  }

  return {
    async read() {
      if (!kept || client.clock.now() >= kept.until) kept = await fetchOnce()
      return `Bearer ${kept.value}`
    },
    forget: () => {
      kept = undefined
    },
  }
}

async function fetchToken({ tokenUrl, clientId, clientSecret, clock }: Client): Promise<Token> {
  const asked = clock.now()
  const { status, text } = await ask({
    url: tokenUrl,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }).toString(),
  })
  const token = status === 200 ? jsonOf(TokenAnswer, text) : undefined
  if (!token) throw new Error(`${new URL(tokenUrl).host} gave no token (${status})`)
  const seconds = token.expires_in - marginSeconds
  return { value: token.access_token, until: new Date(asked.getTime() + seconds * 1000) }
}
