import { type OperatorRole, roles } from '../../server/domain/operators/operator.ts'

type Claims = Readonly<Record<string, unknown>>

export interface RoleSettings {
  /** The claim that tells of roles; dots lead into objects: `realm_access.roles`. */
  readonly roleClaim: string
  /** Which of its values give which role. */
  readonly roleValues: readonly (readonly [value: string, role: OperatorRole])[]
}

/** A claim by its name, or by the way to it, where no claim has that very name. */
export function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name.split('.').reduce<unknown>(memberOf, claims)
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Claims)[name]
    : undefined

/** The roles that claims give, each once. A claim is a list, or one text. */
export function rolesIn(claims: Claims, { roleClaim, roleValues }: RoleSettings): readonly OperatorRole[] {
  const claim = claimAt(claims, roleClaim)
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim]
  return roles.filter(role => roleValues.some(([value, given]) => given === role && values.includes(value)))
}
