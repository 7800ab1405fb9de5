import { weaknessOf } from './secrets/weak-secret.ts'
import type { Settings } from './settings/settings.ts'

/** The provider where operators log in, and which values of its claim give which role. */
export interface OperatorsConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scope: string
  readonly roleClaim: string
  readonly roleValues: Settings['SAMTYKKE_OPERATORS_ROLES']
}

const together = [
  'SAMTYKKE_OPERATORS_ISSUER',
  'SAMTYKKE_OPERATORS_CLIENT_ID',
  'SAMTYKKE_OPERATORS_CLIENT_SECRET',
] as const

/** What is missing where a part is set, and what production does not bear. */
export function operatorsFindings(settings: Settings): string[] {
  const said = together.find(name => settings[name] !== undefined)
  if (said === undefined) return []
  const missing = together
    .filter(name => settings[name] === undefined)
    .map(name => `${name} is missing though ${said} is set`)
  return [...missing, ...scopeFindings(settings), ...productionFindings(settings)]
}

const scopeFindings = ({ SAMTYKKE_OPERATORS_SCOPE: scope }: Settings): string[] =>
  scope.split(' ').includes('openid') ? [] : ['SAMTYKKE_OPERATORS_SCOPE must have openid among it']

function productionFindings(settings: Settings): string[] {
  if (settings.SAMTYKKE_ENV !== 'production') return []
  const { SAMTYKKE_OPERATORS_ISSUER: issuer = 'https:', SAMTYKKE_OPERATORS_CLIENT_SECRET: secret } = settings
  const weakness = secret === undefined ? undefined : weaknessOf(secret)
  return [
    ...(issuer.startsWith('https:')
      ? []
      : ['SAMTYKKE_OPERATORS_ISSUER must begin with https:// in production']),
    ...(weakness === undefined ? [] : [`SAMTYKKE_OPERATORS_CLIENT_SECRET ${weakness}`]),
  ]
}

/** Of settings without findings. */
export function operatorsOf(settings: Settings): OperatorsConfig | undefined {
  const {
    SAMTYKKE_OPERATORS_ISSUER: issuer,
    SAMTYKKE_OPERATORS_CLIENT_ID: clientId,
    SAMTYKKE_OPERATORS_CLIENT_SECRET: clientSecret,
  } = settings
  if (!issuer || !clientId || !clientSecret) return undefined
  return {
    issuer,
    clientId,
    clientSecret,
    scope: settings.SAMTYKKE_OPERATORS_SCOPE,
    roleClaim: settings.SAMTYKKE_OPERATORS_ROLE_CLAIM,
    roleValues: settings.SAMTYKKE_OPERATORS_ROLES,
  }
}
