import { Problem } from '../../server/domain/problem.ts'
import type { DebtSource, DebtSourceSettings } from '../../server/ports/grants/debt-source.ts'
import { ask } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'
import { DebtAnswer } from './debt-answer.ts'

/** A person with a thousand loans is far below. */
const mostBytes = 1024 * 1024

/**
 * A register over HTTP: `POST <url>` with `{"ssn": "…"}` and an `X-Trace-ID`, answered with 200 and the members `loans`,
 * `creditorsAnswered` and `creditorsMissing`.
 */
export const httpDebtSource = ({
  url,
  token,
  timeoutSeconds,
}: DebtSourceSettings & { url: string }): DebtSource => ({
  async find(nin, traceId) {
    const { status, text } = await ask({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-trace-id': traceId,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ ssn: nin }),
      timeoutSeconds,
      mostBytes,
    }).catch(unavailable('The debt register does not answer'))
    const answer = status === 200 ? jsonOf(DebtAnswer, text) : undefined
    return answer ?? unavailable('The debt register answered something else than debts')(`status ${status}`)
  },
})

const unavailable =
  (detail: string) =>
  (cause: unknown): never => {
    throw isSlow(cause) ? cause : new Problem('debt-source.unavailable', detail, { cause })
  }

const isSlow = (error: unknown): boolean => error instanceof Problem && error.code === 'service.slow'
