import type { Access } from './access.ts'
import { ask, Unanswered } from './issuer/ask.ts'
import { basic } from './issuer/client-authentication.ts'
import type { Issuer } from './issuer/issuer.ts'
import { Refusal, unavailable } from './refusal.ts'

/** What the person will read beside her consent. */
export interface Use {
  /** What was done, in words: 1 to 200 characters. */
  readonly what: string
  /** The language of `what`. */
  readonly language?: 'nb' | 'nn' | 'en'
  /** The scopes that it was used for; she reads their registered texts in place of `what`. */
  readonly scopes?: readonly string[]
}

/**
 * Puts a use on record. Throws a `Refusal`: 401 when the consent has ended or was used up, 503 when it cannot be said; and a
 * `TypeError` for what no repeat would mend.
 */
export async function recordUse(issuer: Issuer, { consentId, token }: Access, use: Use): Promise<void> {
  const { client } = issuer
  if (!client || !('secret' in client)) throw new TypeError('To record uses the client needs a secret')
  if (consentId === undefined) throw new TypeError('No consent stands behind the token')
  const { status, text } = await post(`${issuer.name.replace(/\/$/, '')}/grants/${consentId}/uses`, {
    headers: { authorization: basic(client), 'content-type': 'application/json' },
    body: JSON.stringify({ ...use, token }),
  })
  if (status === 201) return
  if (status === 400) throw new TypeError(`The use is not as it must be: ${text}`)
  if (status === 401) throw unavailable('samtykke does not know this API')
  if (isInUse(text)) throw unavailable('The consent is being used at this moment')
  throw new Refusal('invalid_token', 'The consent behind the token has ended, or was used up')
}

async function post(url: string, init: RequestInit) {
  try {
    return await ask(url, { method: 'POST', ...init })
  } catch (error) {
    throw error instanceof Unanswered
      ? unavailable('The use could not be put on record', error.retryAfter)
      : error
  }
}

const isInUse = (text: string): boolean => text.includes('authorization-grant.in-use')
