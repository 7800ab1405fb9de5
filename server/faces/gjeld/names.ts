/** The face's name: part of its interaction paths and kept with everything that happens through it. */
export const face = 'gjeld'

/** What a consent may be for. One consent has exactly one of them. */
export const debtScopes = ['debt.unsecured.presentation', 'debt.unsecured.processing'] as const

export type DebtScope = (typeof debtScopes)[number]

export const agreementScope = 'consent.create'
export const feedScope = 'client.access.consent.events'

export const isDebtScope = (value: unknown): value is DebtScope => debtScopes.includes(value as DebtScope)
