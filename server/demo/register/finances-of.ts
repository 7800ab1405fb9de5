/** What a scope lets one see. Amounts in whole kroner. */
export interface FinanceFact {
  readonly scope: string
  readonly name: string
  /** In the register's own language, for those whose data it is. */
  readonly label: string
  readonly amount: number
}

const facts: readonly Omit<FinanceFact, 'amount'>[] = [
  { scope: 'income.read', name: 'income', label: 'inntekt' },
  { scope: 'debt.read', name: 'creditCards', label: 'kredittkort' },
  { scope: 'debt.read', name: 'consumerLoans', label: 'forbrukslån' },
  { scope: 'tax.read', name: 'taxBase', label: 'skattegrunnlag' },
]

const largest = 900_000

/** Made-up finances, the same ones each time for the same person. */
export const financesOf = (subject: string, scopes: readonly string[]): readonly FinanceFact[] =>
  facts
    .filter(({ scope }) => scopes.includes(scope))
    .map(fact => ({ ...fact, amount: amountFor(`${fact.name} ${subject}`) }))

const amountFor = (words: string): number =>
  new TextEncoder().encode(words).reduce((sum, byte) => (sum * 31 + byte) % largest, 7)
