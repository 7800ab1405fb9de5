import type { Refusal } from './synthetic-person.ts'

/** Somebody who is about to log in. */
export interface Admitted {
  readonly accountId: string
  /** The level of the login, where the provider knows levels. */
  readonly acr?: string
}

/** What the form sent, and what the client asked for. */
export interface TypedIn {
  readonly typed: string
  readonly level: string | undefined
  readonly acrValues: string | undefined
}

/** Who can log in at a test provider, and how its form asks. */
export interface Accounts {
  /** The name of the form's text field. */
  readonly field: 'pid' | 'username'
  /** What cookies of this provider begin with. */
  readonly cookies: string
  /** The levels of its logins, in rising order; none when it does not know levels. */
  readonly acrValues: readonly string[]
  /** Members of its ID tokens. */
  readonly claims: readonly string[]
  /** Whoever was typed in, known from now on; or why nobody of that name may log in. */
  admit(given: TypedIn): Admitted | Refusal
  find(accountId: string): Readonly<Record<string, unknown>> | undefined
  readonly view: string
  /** What the form shows beside what was wrong. */
  shown(acrValues: string | undefined): Readonly<Record<string, unknown>>
}
