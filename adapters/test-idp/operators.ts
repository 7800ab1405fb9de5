import type { Accounts } from './accounts.ts'

/** An operator who can log in. */
export interface TestOperator {
  readonly username: string
  readonly name: string
  /** None for somebody whom nobody gave one. */
  readonly role: string | undefined
}

/** Operators of the demo, and nobody else. */
export function operators(known: readonly TestOperator[]): Accounts {
  const byName = new Map(known.map(operator => [operator.username, operator]))
  return {
    field: 'username',
    cookies: 'test_operators',
    acrValues: [],
    claims: ['preferred_username', 'name', 'roles'],
    admit({ typed }) {
      const username = typed.trim().toLowerCase()
      return byName.has(username) ? { accountId: username } : 'unknown'
    },
    find(username) {
      const operator = byName.get(username)
      if (!operator) return undefined
      const roles = operator.role === undefined ? [] : [operator.role]
      return { preferred_username: username, name: operator.name, roles }
    },
    view: 'demo/test-operators',
    shown: () => ({ operators: known }),
  }
}
