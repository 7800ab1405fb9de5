import { createHmac, timingSafeEqual } from 'node:crypto'
import { type ConsentEvent, hear } from './consent-event.ts'
import type { Followed, Follower } from './follower.ts'
import { nodeReceiver, type Receive, type Received } from './received.ts'

export interface WebhookOptions {
  /** `whsec_…`, as it was shown when the webhook was made; while it is changed, both. */
  readonly secret: string | readonly string[]
}

export interface WebhookFollower extends Follower {
  readonly receive: Receive
  readonly handler: ReturnType<typeof nodeReceiver>
}

/**
 * Is told by a webhook (Standard Webhooks) whose messages `handler` or `receive` serves. It must tell of `consent.withdrawn`,
 * `consent.ended` and `consent.expired`, and reach this one process. A webhook gives no sign of life: when nothing was heard for
 * `staleAfter`, tokens are asked about.
 */
export function webhook({ secret }: WebhookOptions): WebhookFollower {
  const keys = (typeof secret === 'string' ? [secret] : secret).map(keyOf)
  let given: Followed | undefined
  const receive: Receive = async received => {
    if (!given) return { status: 503 }
    if (!isSigned(received, keys, given.now())) return { status: 401 }
    const { type, timestamp, data } = JSON.parse(received.body) as Message
    if (type.startsWith('consent.')) {
      hear(eventOf(type, data), given.standing)
      given.standing.heardUntil(Date.parse(timestamp))
    }
    return { status: 204 }
  }
  return {
    staleAfter: 30,
    receive,
    handler: nodeReceiver(receive),
    start(followed) {
      given = followed
      followed.standing.begin(followed.now())
    },
    stop: async () => {
      given = undefined
    },
  }
}

interface Message {
  readonly type: string
  readonly timestamp: string
  readonly data: { readonly consent_id?: string }
}

const eventOf = (type: string, { consent_id: consentId }: Message['data']): ConsentEvent => ({
  type: type.slice('consent.'.length),
  consentId,
})

function keyOf(secret: string): Buffer {
  if (!/^whsec_[A-Za-z0-9+/]+=*$/.test(secret))
    throw new TypeError('The secret of a webhook begins with whsec_')
  return Buffer.from(secret.slice('whsec_'.length), 'base64')
}

/** Seconds; what is older is somebody's copy. */
const longestAge = 300

function isSigned({ headers, body }: Received, keys: readonly Buffer[], now: number): boolean {
  const [id, at, signatures] = ['id', 'timestamp', 'signature'].map(name =>
    String(headers[`webhook-${name}`]),
  )
  if (!(Math.abs(now / 1000 - Number(at)) <= longestAge)) return false
  const shown = (signatures ?? '').split(' ').filter(one => one.startsWith('v1,'))
  return keys.some(key => {
    const wanted = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest()
    return shown.some(one => isSame(Buffer.from(one.slice(3), 'base64'), wanted))
  })
}

const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
