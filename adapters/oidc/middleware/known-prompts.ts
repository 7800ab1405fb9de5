import type { Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { rewriteQuery } from './rewrite-query.ts'

/** What each value asks of us; whoever is to choose an account logs in again. */
const meanings: Readonly<Record<string, string>> = {
  login: 'login',
  select_account: 'login',
  consent: 'consent',
}

export const promptValues = ['none', ...Object.keys(meanings)]

/**
 * Passes over values of `prompt` that nobody here understands (OpenID Connect Core section 3.1.2.1 leaves that open), so
 * that a client may send what other providers know. `none` with any other value beside it is left as it is, and refused.
 */
export const knownPrompts =
  ({ authorization }: OAuthPaths): Middleware =>
  (ctx, next) => {
    const { prompt, ...others } = ctx.query
    if (ctx.path !== authorization || typeof prompt !== 'string') return next()
    const values = prompt.split(' ')
    if (values.includes('none')) return next()
    const known = new Set(
      values.filter(value => Object.hasOwn(meanings, value)).map(value => meanings[value]!),
    )
    rewriteQuery(ctx, { ...others, ...(known.size > 0 && { prompt: [...known].join(' ') }) })
    return next()
  }
