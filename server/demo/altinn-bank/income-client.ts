import { z } from 'zod'
import type { Income } from './outcome.ts'
import { Refused } from './refused.ts'

interface Question {
  readonly url: string
  /** URN of the one whose income it is. */
  readonly person: string
  readonly incomeYear: string
}

const Answer = z.object({ incomeYear: z.string(), income: z.number() })

/** Asks the data source with a consent token. The person's number is in no address. */
export const incomeClient =
  ({ url, person, incomeYear }: Question) =>
  async (token: string): Promise<Income> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ person, incomeYear }),
      signal: AbortSignal.timeout(30_000),
    })
    if (response.ok) return Answer.parse(await response.json())
    throw new Refused(`${response.status}: ${await response.text()}`)
  }
