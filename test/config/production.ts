import assert from 'node:assert/strict'
import { readConfig } from '../../server/config/read-config.ts'
import { ConfigError } from '../../server/config/settings/config-error.ts'
import type { Environment } from '../../server/config/process/environment.ts'

export const goodKey = 'n3Rk0J4cYw8b2PZ9QmVtXa1sLhE5uGdFo7iTzKxMvB0'

/** Settings that production starts on. */
export const goodProduction = (): Environment => ({
  SAMTYKKE_ENV: 'production',
  SAMTYKKE_DATA_DIR: '/nonexistent',
  SAMTYKKE_PUBLIC_URL: 'https://samtykke.example/',
  DATABASE_URL: 'postgres://samtykke:pw@db.example/samtykke',
  SAMTYKKE_ENCRYPTION_KEYS: `k1:${goodKey}`,
  SAMTYKKE_IDP_ISSUER: 'https://idp.example',
  SAMTYKKE_IDP_CLIENT_ID: 'samtykke',
  SAMTYKKE_IDP_CLIENT_SECRET: '7f1c9e52-08ab-4d36-b1f7-3e9a5c2d8460',
})

/** What is found wrong with an environment; fails when nothing is. */
export function findingsFor(env: Environment): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.findings
  }
  return assert.fail('The configuration was accepted')
}
