import { timingSafeEqual } from 'node:crypto'
import type { Middleware } from 'koa'
import { hmacSha256 } from '../../../adapters/crypto/hmac-sha256.ts'
import { webhookPath } from '../../faces/tools/demo-tools.ts'
import { readBytes, toJson } from '../../http/body.ts'
import type { Clock } from '../../ports/clock.ts'
import type { HeardEvents } from './heard-events.ts'

interface Tools {
  /** The secret of the bank's webhook, as base64url without `whsec_`. */
  readonly secret: () => Promise<string>
  readonly heard: Pick<HeardEvents, 'hear'>
  readonly clock: Clock
}

const oldestSeconds = 300

/** A receiver of webhooks as it should be: it checks the signature over the body as it came, and its age, before it reads it. */
export const webhookRoute =
  ({ secret, heard, clock }: Tools): Middleware =>
  async (context, next) => {
    if (context.path !== webhookPath || context.method !== 'POST') return next()
    const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map(name =>
      context.get(`webhook-${name}`),
    )
    const bytes = await readBytes(context.req)
    const key = Buffer.from(await secret(), 'base64url').toString('base64')
    const expected = `v1,${hmacSha256(key, `${id}.${timestamp}.${bytes.toString('utf8')}`)}`
    const age = clock.now().getTime() / 1000 - Number(timestamp)
    const isGood = Math.abs(age) <= oldestSeconds && signatures!.split(' ').some(one => isSame(one, expected))
    context.status = isGood ? (heard.hear(id!, toJson(bytes)) ? 204 : 400) : 401
  }

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
