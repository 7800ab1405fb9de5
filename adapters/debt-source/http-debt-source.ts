import type { DebtSource, DebtSourceSettings } from '../../server/ports/debt-source.ts'
import { DebtAnswer } from './debt-answer.ts'

/**
 * A register over HTTP: `POST <url>` with `{"ssn": "…"}` and an `X-Trace-ID`, answered with 200 and the members `loans`,
 * `creditorsAnswered` and `creditorsMissing`. Redirects are not followed: they could carry the number elsewhere.
 */
export const httpDebtSource = ({
  url,
  token,
  timeoutSeconds,
}: DebtSourceSettings & { url: string }): DebtSource => ({
  async find(nin, traceId) {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-trace-id': traceId,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ ssn: nin }),
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw new Error(`The debt register answered with status ${response.status}`)
    }
    const answer = DebtAnswer.safeParse(await jsonOf(response))
    if (!answer.success) throw new Error('The debt register answered something else than debts')
    return answer.data
  },
})

/** What is no JSON is nothing: a parser's complaint would quote it, and it may hold a person's number. */
async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
