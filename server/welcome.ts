import { join } from 'node:path'
import type { Config } from './config/config.ts'

/** What a newcomer may open and try; empty in production. */
export function welcome({ environment, dataDir, database }: Config, publicUrl: string): string {
  if (environment === 'production') return ''
  return `
samtykke, the ${environment} world: synthetic people, ${database.url ? 'PostgreSQL' : `embedded database in ${dataDir}`}

  Demo bank      ${publicUrl}/demo       ask a person for consent, see what comes back
  My consents    ${publicUrl}/consents   read and withdraw what was given
  Discovery      ${publicUrl}/.well-known/openid-configuration

  npm run demo walks one whole consent in a second terminal.
  Clients, secrets and people to log in as: ${join(dataDir, 'demo.json')}

`
}
