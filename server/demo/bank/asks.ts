import { loanApplication, overview } from '../world/purposes.ts'

/** What the Demo bank may ask a person for: parameters of the authorization request. */
export const asks = {
  lasting: {
    scope: 'openid profile offline_access income.read debt.read tax.read',
    purpose: overview.id,
    consent_days: '30',
    prompt: 'consent',
  },
  once: { scope: 'openid profile income.read debt.read', purpose: loanApplication.id },
  identity: { scope: 'openid profile pid income.read', purpose: overview.id, consent_days: '1' },
  silent: { scope: 'openid profile income.read debt.read', purpose: overview.id, prompt: 'none' },
  tooLong: { scope: 'openid profile income.read', purpose: overview.id, consent_days: '9999' },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type AskName = keyof typeof asks

export const askNames = Object.keys(asks) as [AskName, ...AskName[]]
