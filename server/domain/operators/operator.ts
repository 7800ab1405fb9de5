import { Problem } from '../problem.ts'
import { type Operation, operations, type OperatorScope, operatorScopes } from './operations.ts'

/** Who administers or supports: a program, a person at the console, or whoever runs a command. */
export interface Operator {
  /** The id of the client, the subject at the operator's identity provider, or the name of the system's user. */
  readonly id: string
  readonly name: string
  readonly door: 'api' | 'console' | 'command'
  readonly scopes: ReadonlySet<OperatorScope>
}

export const roles = ['administrator', 'support', 'auditor'] as const

export type OperatorRole = (typeof roles)[number]

/** What goes with a role. Nobody has all of it: who looks persons up registers nothing, and who audits does neither. */
export const scopesOf: Readonly<Record<OperatorRole, readonly OperatorScope[]>> = {
  administrator: [
    'admin.read',
    'clients.write',
    'registry.write',
    'rights.read',
    'rights.write',
    'keys.write',
  ],
  support: ['consents.support', 'evidence.read', 'rights.read', 'persons.erase'],
  auditor: ['admin.read', 'evidence.read', 'audit.read'],
}

export const mayDo = ({ scopes }: Pick<Operator, 'scopes'>, operation: Operation): boolean =>
  scopes.has(operations[operation].scope)

/** Throws `caller.forbidden` for what is no duty of the operator. */
export function assertMayDo(operator: Pick<Operator, 'scopes'>, operation: Operation): void {
  if (mayDo(operator, operation)) return
  throw new Problem('caller.forbidden', `This takes the scope ${operations[operation].scope}`)
}

/**
 * Throws `caller.forbidden` for a client that may do what the operator may not: who registers one, or gets it a secret, could
 * call in its name.
 */
export function assertMayEquip({ scopes }: Pick<Operator, 'scopes'>, clientScopes: readonly unknown[]): void {
  const beyond = operatorScopes.find(scope => clientScopes.includes(scope) && !scopes.has(scope))
  if (beyond === undefined) return
  throw new Problem('caller.forbidden', `The client may ask for the scope ${beyond}, and you may not`)
}

const longestReason = 500

/** Reasons are read by others and stand in the audit trail, where no number may. */
const holdsNumber = /(?<!\d)(?:\d{2}[\s.-]?){3}\d{3}[\s.-]?\d{2}(?!\d)/

/**
 * The reason as it is kept. Throws `caller.forbidden` for what is no duty of the operator, `request.malformed` without a
 * reason where one must be given.
 */
export function assertOnDuty(operator: Operator, operation: Operation, reason?: string): string | undefined {
  assertMayDo(operator, operation)
  const { asksReason } = operations[operation]
  const given = reason?.trim() ?? ''
  if (asksReason && given === '') {
    throw new Problem('request.malformed', 'Say why: this takes a reason', { pointer: '/reason' })
  }
  if (given.length > longestReason) {
    throw new Problem('request.malformed', `A reason has ${longestReason} characters at most`, {
      pointer: '/reason',
    })
  }
  if (holdsNumber.test(given)) {
    throw new Problem('request.malformed', 'Leave national identity numbers out of the reason', {
      pointer: '/reason',
    })
  }
  return given === '' ? undefined : given
}
