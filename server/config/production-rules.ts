import { isAtHome } from './loopback.ts'
import type { KeptSecrets } from './secrets/kept-secrets.ts'
import type { Settings } from './settings/settings.ts'
import { weaknessOf } from './secrets/weak-secret.ts'

const freshKey = 'make one with: openssl rand -base64 32 | tr +/ -_ | tr -d ='

type Rule = (settings: Settings, demo: KeptSecrets | undefined) => string | false | undefined

/** What production must have. Each rule gives the sentence that refuses to start: the setting, what is wrong, what to do. */
const rules: readonly Rule[] = [
  ({ SAMTYKKE_PUBLIC_URL: url }) =>
    !url && 'SAMTYKKE_PUBLIC_URL is missing; give the https address people see',
  ({ SAMTYKKE_PUBLIC_URL: url }) =>
    url && !isSecure(url) && 'SAMTYKKE_PUBLIC_URL must begin with https:// in production',
  ({ DATABASE_URL: url, SAMTYKKE_ALLOW_EMBEDDED: allowed }) =>
    !url &&
    !allowed &&
    'DATABASE_URL is missing; name a PostgreSQL, or set SAMTYKKE_ALLOW_EMBEDDED=yes and accept that power loss may lose data',
  ({ SAMTYKKE_ENCRYPTION_KEYS: keys, SAMTYKKE_MASTER_KEY_PROVIDER: provider }) =>
    !keys &&
    provider === 'settings' &&
    `SAMTYKKE_ENCRYPTION_KEYS is missing; write k1:<key>, and ${freshKey}`,
  ({ SAMTYKKE_ENCRYPTION_KEYS: keys }) =>
    keys?.some(({ key }) => isWeakKey(key)) &&
    `SAMTYKKE_ENCRYPTION_KEYS holds a key that is too easy to guess; ${freshKey}`,
  ({ SAMTYKKE_ENCRYPTION_KEYS: keys }, demo) =>
    keys?.some(({ id, key }) => id === 'demo' || isDemo(demo?.SAMTYKKE_ENCRYPTION_KEYS, toText(key))) &&
    `SAMTYKKE_ENCRYPTION_KEYS holds a demo key; ${freshKey}`,
  ({ SAMTYKKE_MASTER_VAULT_ADDRESS: vault }) =>
    vault && !isSecure(vault) && 'SAMTYKKE_MASTER_VAULT_ADDRESS must begin with https:// in production',
  ({ SAMTYKKE_MANAGEMENT_URL: url }) =>
    url &&
    !isSecure(url) &&
    !isAtHome(url) &&
    'SAMTYKKE_MANAGEMENT_URL must begin with https:// in production, unless it is on loopback',
  ({ SAMTYKKE_IDP_ISSUER: issuer }) =>
    !issuer && 'SAMTYKKE_IDP_ISSUER is missing; give the issuer of the identity provider',
  ({ SAMTYKKE_IDP_ISSUER: issuer }) =>
    issuer && !isSecure(issuer) && 'SAMTYKKE_IDP_ISSUER must begin with https:// in production',
  ({ SAMTYKKE_IDP_CLIENT_ID: id }) =>
    !id && 'SAMTYKKE_IDP_CLIENT_ID is missing; give the client id registered at the identity provider',
  ({ SAMTYKKE_IDP_CLIENT_SECRET: secret, SAMTYKKE_IDP_CLIENT_JWK: jwk }) =>
    !secret &&
    !jwk &&
    'SAMTYKKE_IDP_CLIENT_SECRET is missing; give it, or a private key in SAMTYKKE_IDP_CLIENT_JWK',
  ({ SAMTYKKE_IDP_CLIENT_SECRET: secret }) =>
    secret !== undefined && refusal('SAMTYKKE_IDP_CLIENT_SECRET', secret),
]

/** Why production must not start on these settings; empty when it may. */
export const productionFindings = (settings: Settings, demo: KeptSecrets | undefined): string[] =>
  rules.map(rule => rule(settings, demo)).filter(finding => typeof finding === 'string')

const isSecure = (address: string): boolean => address.startsWith('https://')

const toText = (key: Buffer): string => key.toString('base64url')

const isDemo = (kept: string | undefined, text: string): boolean =>
  kept?.split(/[:,]/).includes(text) ?? false

/** Random bytes repeat little: of 32, fewer than 20 different ones do not happen. */
const isWeakKey = (key: Buffer): boolean =>
  new Set(key).size < 20 || weaknessOf(key.toString('latin1')) !== undefined

function refusal(name: string, secret: string): string | undefined {
  const weakness = weaknessOf(secret)
  return weakness ? `${name} ${weakness}; ${freshKey}` : undefined
}
