import type { ConsentRequest } from './altinn-client.ts'
import { Refused } from './refused.ts'

export interface Income {
  readonly incomeYear: string
  /** Whole kroner. */
  readonly income: number
}

/** What came of the last thing that the bank tried, for its page. */
export type Outcome =
  | { readonly kind: 'status'; readonly request: ConsentRequest }
  | ({ readonly kind: 'income' } & Income)
  | { readonly kind: 'refused'; readonly error: string }

/** A refusal is an outcome, too. */
export async function outcomeOf(attempt: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', error: error.message }
    throw error
  }
}
