import { z } from 'zod'
import { Problem } from '../../server/domain/problem.ts'
import { ask } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'
import type { PersonCheck } from './person-check.ts'

export interface RemoteRegister {
  readonly url: string
  /** Sent as a bearer token. */
  readonly token: string | undefined
  readonly timeoutSeconds: number
}

/** An answer is a yes or a no. */
const mostBytes = 64 * 1024

const Answer = z.looseObject({ may_consent: z.boolean() })

/**
 * A register over HTTP: `POST <url>` with `{"nin": "…"}`, answered with 200 and `{"may_consent": true}` or `false`. All else
 * is doubt.
 */
export const httpPersonRegister =
  ({ url, token, timeoutSeconds }: RemoteRegister): PersonCheck =>
  async nin => {
    const reply = await ask({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ nin }),
      timeoutSeconds,
      mostBytes,
    }).catch(() => undefined)
    const answer = reply?.status === 200 ? jsonOf(Answer, reply.text) : undefined
    if (answer) return answer.may_consent
    throw new Problem('person-register.unavailable', 'The register of persons does not answer; try again')
  }
