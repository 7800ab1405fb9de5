import type { ClientRules } from '../../ports/registry/client-rules.ts'
import type { RegistryFile } from '../registry-schema.ts'
import { type Finding, findingsAt } from './finding.ts'
import type { RegisteredNames } from './registered-names.ts'

/** Scopes of resources that mean something else to an issuer. */
export const resourceFindings = (
  resources: RegistryFile['resources'],
  { reservedScopes }: Pick<ClientRules, 'reservedScopes'>,
): Finding[] =>
  resources.flatMap(({ audience, scopes }, index) => {
    const found = findingsAt('resources', index, audience)
    return scopes.flatMap(({ value }, at) =>
      reservedScopes.has(value)
        ? [found(['scopes', at, 'value'], `${value} is a scope of the issuers themselves`)]
        : [],
    )
  })

/** APIs of types of authorization details that are nowhere. */
export const detailTypeFindings = (
  types: RegistryFile['authorization_details_types'],
  { audiences: known }: RegisteredNames,
): Finding[] =>
  types.flatMap(({ type, audiences }, index) => {
    const found = findingsAt('authorization_details_types', index, type)
    return audiences.flatMap((audience, at) =>
      known.has(audience)
        ? []
        : [found(['audiences', at], `the audience ${audience} is not among the resources`)],
    )
  })

/** Permissions that no resource has, and types of authorization details that are nowhere. `*` is every one. */
export function purposeFindings(purposes: RegistryFile['purposes'], names: RegisteredNames): Finding[] {
  const known = new Set(['*', ...[...names.audiences.values()].flat()])
  return purposes.flatMap(({ id, permissions, authorization_details_types: types = [] }, index) => {
    const found = findingsAt('purposes', index, id)
    return [
      ...permissions.flatMap((permission, at) =>
        known.has(permission)
          ? []
          : [found(['permissions', at], `${permission} is no scope of the resources`)],
      ),
      ...types.flatMap((type, at) =>
        names.detailTypes.has(type)
          ? []
          : [found(['authorization_details_types', at], `the type ${type} is not registered`)],
      ),
    ]
  })
}

export const delegationFindings = (
  delegations: RegistryFile['scope_delegations'],
  { tokenScopes }: RegisteredNames,
): Finding[] =>
  delegations.flatMap(({ scope }, index) =>
    tokenScopes.has(scope)
      ? []
      : [
          {
            path: ['scope_delegations', index, 'scope'],
            text: `scope_delegations: the scope ${scope} is not among the token scopes`,
          },
        ],
  )

/** Consent resources whose template is nowhere, or is not for their owner. */
export const templateFindings = (
  resources: RegistryFile['consent_resources'],
  { templates }: RegisteredNames,
): Finding[] =>
  resources.flatMap(({ id, template, owner }, index) => {
    const found = findingsAt('consent_resources', index, id)
    const named = templates.get(template)
    if (!named) return [found([], `the template ${template} is not among the consent templates`)]
    const isTheirs = named.restrictedTo?.includes(owner.orgno) ?? true
    return isTheirs ? [] : [found([], `the template ${template} is not for ${owner.orgno}`)]
  })
