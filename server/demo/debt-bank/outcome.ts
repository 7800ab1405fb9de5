import { type DebtClient, Refused } from './debt-client.ts'

interface Row {
  readonly name: string
  /** Whole kroner; absent when the creditor did not answer. */
  readonly kroner: number | undefined
}

/** What came of the last thing that the bank tried, for its page. */
export type Outcome =
  | { readonly kind: 'debt'; readonly consent: string; readonly rows: readonly Row[] }
  | { readonly kind: 'events'; readonly events: Awaited<ReturnType<DebtClient['events']>> }
  | { readonly kind: 'refused'; readonly error: string }

type Debt = Awaited<ReturnType<DebtClient['fetchById']>>

const amounts = ['balance', 'interestBearingBalance', 'nonInterestBearingBalance']

/** What is owed to each creditor. */
export const debtOutcome = ({ consent, loans }: Debt): Outcome => ({
  kind: 'debt',
  consent: consent.id,
  rows: loans.map(({ creditorName, loan }) => ({
    name: creditorName,
    kroner: loan ? kronerIn(loan) : undefined,
  })),
})

const kronerIn = (loan: Readonly<Record<string, unknown>>): number =>
  Math.round(amounts.reduce((sum, name) => sum + Number(loan[name] ?? 0), 0) / 100)

/** A refusal is an outcome, too. */
export async function outcomeOf(attempt: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', error: error.message }
    throw error
  }
}
