import { type Operator, type OperatorRole, scopesOf } from '../../server/domain/operators/operator.ts'

/** Somebody in this role, at the console. */
export const operator = (role: OperatorRole): Operator => ({
  id: `demo-${role}`,
  name: role,
  door: 'console',
  scopes: new Set(scopesOf[role]),
})
