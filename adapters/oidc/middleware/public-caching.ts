import type { Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'
import { discoveryDocuments } from './supported-modes.ts'

/** Seconds. What an issuer says of itself changes with a new version or new settings only. */
const discoveryMaxAge = 300

/** Says how long others may keep what an issuer says of itself, and its public keys: those as long as a new one waits. */
export const publicCaching = (
  { jwks }: OAuthPaths,
  { keysMaxAge }: Pick<Materials, 'keysMaxAge'>,
): Middleware => {
  const seconds = new Map([
    [jwks, keysMaxAge],
    ...discoveryDocuments.map(path => [path, discoveryMaxAge] as const),
  ])
  return async (ctx, next) => {
    await next()
    const maxAge = seconds.get(ctx.path)
    if (maxAge !== undefined && ctx.status === 200) ctx.set('Cache-Control', `public, max-age=${maxAge}`)
  }
}
