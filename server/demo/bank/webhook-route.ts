import { timingSafeEqual } from 'node:crypto'
import type { Middleware } from 'koa'
import { hmacSha256 } from '../../../adapters/crypto/hmac-sha256.ts'
import { webhookPath } from '../../faces/tools/demo-tools.ts'
import { readBytes, toJson } from '../../http/body.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentEvent, HeardEvents } from './heard-events.ts'

interface Tools {
  /** The secret of the bank's webhook, as base64url without `whsec_`. */
  readonly secret: () => Promise<string>
  readonly heard: Pick<HeardEvents, 'hear'>
  /** Deletes what was fetched by a consent, and says so. */
  readonly deleteFetched: (consentId: string) => Promise<void>
  readonly clock: Clock
}

const oldestSeconds = 300

/** A receiver of webhooks as it should be: it checks the signature over the body as it came, and its age, before it reads it. */
export const webhookRoute =
  ({ secret, heard, deleteFetched, clock }: Tools): Middleware =>
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
    context.status = isGood ? await take(heard.hear(id!, toJson(bytes)), deleteFetched) : 401
  }

/** @NOTE What could not be done is not taken: it comes again. */
async function take(
  event: ConsentEvent | undefined,
  deleteFetched: Tools['deleteFetched'],
): Promise<204 | 400 | 503> {
  const consentId = event?.data.consent_id
  if (!event) return 400
  if (event.type !== 'consent.deletion-requested' || consentId === undefined) return 204
  return deleteFetched(consentId).then(
    () => 204,
    () => 503,
  )
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
