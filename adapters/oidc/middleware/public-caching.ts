import type { Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'
import { discoveryDocuments } from './discovery-documents.ts'

/** Seconds. What an issuer says of itself changes with a new version or new settings only. */
const discoveryMaxAge = 300

/** Says how long others may keep what an issuer says of itself, and its public keys: a new one signs only after that. */
export const publicCaching = ({ jwks }: OAuthPaths, { keys }: Pick<Materials, 'keys'>): Middleware => {
  const seconds = new Map<string, () => number>([
    [jwks, keys.mayBeKept],
    ...discoveryDocuments.map(path => [path, () => discoveryMaxAge] as const),
  ])
  return async (ctx, next) => {
    await next()
    const maxAge = seconds.get(ctx.path)
    if (maxAge && ctx.status === 200) ctx.set('Cache-Control', `public, max-age=${maxAge()}`)
  }
}
