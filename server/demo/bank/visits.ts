import type { AskName } from './asks.ts'

/** What came back from the authorization server. */
export type Answer =
  | { readonly kind: 'refused'; readonly error: string; readonly description: string | undefined }
  | { readonly kind: 'given'; readonly claims: Readonly<Record<string, unknown>>; readonly tokens: Tokens }

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly scope: string | undefined
  readonly expiresAt: Date
}

/** What must come back with the answer to be ours. */
export interface Pending {
  readonly ask: AskName
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/** What became of the last thing that was tried with the tokens. */
export type Outcome =
  | { readonly kind: 'fetched'; readonly rows: readonly FinanceRow[] }
  | { readonly kind: 'refreshed' }
  | { readonly kind: 'refused'; readonly at: 'fetch' | 'refresh'; readonly error: string }

export interface FinanceRow {
  readonly name: string
  readonly amount: number
}

/** One browser's visit to the Demo bank. */
export interface Visit {
  readonly pending?: Pending
  readonly ask?: AskName
  readonly answer?: Answer
  /** Of the consent that the tokens stand on. */
  readonly consentId?: string
  readonly outcome?: Outcome
}

export interface Visits {
  find(cookie: string | undefined): Visit
  keep(cookie: string, visit: Visit): void
  /** Forgets what was fetched by a consent. */
  deleteFetched(consentId: string): void
}

const mostVisits = 500

/** Visits live in memory; the oldest are forgotten first. */
export function rememberVisits(): Visits {
  const visits = new Map<string, Visit>()
  return {
    find: cookie => (cookie ? visits.get(cookie) : undefined) ?? {},
    keep(cookie, visit) {
      visits.delete(cookie)
      visits.set(cookie, visit)
      if (visits.size > mostVisits) visits.delete(visits.keys().next().value as string)
    },
    deleteFetched(consentId) {
      for (const [cookie, { outcome: _fetched, ...rest }] of visits)
        if (rest.consentId === consentId) visits.set(cookie, rest)
    },
  }
}
