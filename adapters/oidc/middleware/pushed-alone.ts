import type { Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { rewriteQuery } from './rewrite-query.ts'

/** RFC 9126 section 4: beside the name of a pushed request only its client counts. */
export const pushedAlone =
  ({ authorization }: OAuthPaths): Middleware =>
  (ctx, next) => {
    const { client_id, request_uri } = ctx.query
    if (ctx.path === authorization && request_uri !== undefined) rewriteQuery(ctx, { client_id, request_uri })
    return next()
  }
